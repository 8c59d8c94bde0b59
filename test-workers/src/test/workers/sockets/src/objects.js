import { failure } from "../../lib/cases.js";

/** What an object does with a socket that it accepts, run by the object itself. */
export const objects = {
  notes: ({ env, query }) =>
    query.count
      ? env.ROOM.getByName(query.room).notesOnce(Number(query.count))
      : env.ROOM.getByName(query.room).notes(),
  who: ({ env, query }) => env.ROOM.getByName(query.room).who(),
  muteOpen: ({ env, query }) => env.MUTE.getByName(query.room).open(),
  unusable: async ({ env }) => {
    const stub = env.ACCEPTING.getByName("unusable");
    const refused = (path) => failure(() => stub.fetch(`http://do/${path}`, { headers: { Upgrade: "websocket" } }));
    return [
      await refused("accepted"),
      await refused("hibernating"),
      await refused("used"),
      await refused("used"),
    ];
  },
  accepting: ({ env, query }) => env.ACCEPTING.getByName(query.what).run(query.what),
};

/** Cases that need a `ctx` of an object. */
export const accepting = {
  afterAccept: async (ctx) => {
    const [a, b] = Object.values(new WebSocketPair());
    a.accept();
    return [
      await failure(() => ctx.acceptWebSocket(a)),
      await failure(() => ctx.acceptWebSocket(b)),
    ];
  },
  pairUsed: async (ctx) => {
    const [client, server] = Object.values(new WebSocketPair());
    ctx.acceptWebSocket(server);
    const again = await failure(() => ctx.acceptWebSocket(server));
    return [again, await failure(() => ctx.acceptWebSocket(client))];
  },
  acceptAfter: async (ctx) => {
    const [, server] = Object.values(new WebSocketPair());
    ctx.acceptWebSocket(server);
    return [
      await failure(() => server.accept()),
      await failure(() => new Response(null, { status: 101, webSocket: server })),
    ];
  },
  atOnce: async (ctx) => {
    const [client, server] = Object.values(new WebSocketPair());
    ctx.acceptWebSocket(server);
    const before = server.readyState;
    server.send("at once");
    server.close(4000, "at once");
    return [before, server.readyState];
  },
  listenersHearNothing: async (ctx) => {
    const [, server] = Object.values(new WebSocketPair());
    server.addEventListener("message", () => {});
    ctx.acceptWebSocket(server);
    return server.readyState;
  },
  tags: async (ctx) => {
    const accept = (tags) => {
      const [, server] = Object.values(new WebSocketPair());
      ctx.acceptWebSocket(server, tags);
      return ctx.getTags(server);
    };
    const ten = Array.from({ length: 10 }, (_, i) => `t${i}`);
    return {
      none: [accept(), accept([])],
      collapsed: accept(["a", "b", "a"]),
      ten: accept(ten).length,
      tenAndAgain: accept([...ten.slice(0, 9), "t0"]).length,
      longest: accept(["x".repeat(256)])[0].length,
      eleven: await failure(() => accept([...ten, "one more"])),
      long: await failure(() => accept(["x".repeat(257)])),
      found: [ctx.getWebSockets("a").length, ctx.getWebSockets("t3").length, ctx.getWebSockets("no")],
      all: ctx.getWebSockets().length,
    };
  },
  tagsOfOthers: async (ctx) => {
    const [a, b] = Object.values(new WebSocketPair());
    a.accept();
    return [await failure(() => ctx.getTags(a)), await failure(() => ctx.getTags(b)), ctx.getWebSockets()];
  },
  autoResponses: async (ctx) => {
    const set = (request, response) =>
      failure(() => ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(request, response)));
    const seen = [ctx.getWebSocketAutoResponse()];
    seen.push(await set("x".repeat(2048), "y".repeat(2048)));
    seen.push(await set("x".repeat(2049), "y"), await set("x", "é".repeat(1025)));
    await set("q", "a");
    const pair = ctx.getWebSocketAutoResponse();
    seen.push([pair.request, pair.response, pair instanceof WebSocketRequestResponsePair]);
    ctx.setWebSocketAutoResponse();
    seen.push(ctx.getWebSocketAutoResponse());
    return seen;
  },
  eventTimeouts: async (ctx) => {
    const seen = [ctx.getHibernatableWebSocketEventTimeout()];
    for (const limit of [1500, 0, 604_800_000]) {
      ctx.setHibernatableWebSocketEventTimeout(limit);
      seen.push(ctx.getHibernatableWebSocketEventTimeout());
    }
    seen.push(await failure(() => ctx.setHibernatableWebSocketEventTimeout(604_800_001)));
    ctx.setHibernatableWebSocketEventTimeout();
    seen.push(ctx.getHibernatableWebSocketEventTimeout());
    return seen;
  },
  tooMany: async (ctx) => {
    const accept = () => ctx.acceptWebSocket(new WebSocketPair()[1]);
    for (let i = 0; i < 32_768; i++) accept();
    return [ctx.getWebSockets().length, await failure(accept)];
  },
};
