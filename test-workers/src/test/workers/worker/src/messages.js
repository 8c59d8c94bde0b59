import { failure } from "../../lib/cases.js";

export const messages = {
  incoming: async ({ request }) => ({
    method: request.method,
    url: request.url,
    mark: request.headers.get("x-mark"),
    body: await request.text(),
    cf: typeof request.cf,
    redirect: request.redirect,
  }),
  immutable: async ({ request }) => {
    const refused = await failure(() => request.headers.set("x-mark", "changed"));
    const copy = new Request(request, { method: "PUT", headers: { "x-mark": "copied" }, body: "b" });
    copy.headers.set("x-more", "yes");
    return {
      refused,
      copy: [copy.method, copy.headers.get("x-mark"), copy.headers.get("x-more")],
    };
  },
  bodyOfGet: async () => [
    await failure(() => new Request("http://a/", { body: "b" })),
    await failure(() => new Request("http://a/", { method: "HEAD", body: "b" })),
  ],
  readTwice: async ({ request }) => {
    const copy = request.clone();
    const first = await request.text();
    return [first, request.bodyUsed, (await failure(() => request.text())).name, await copy.text()];
  },
  cacheMode: () => failure(() => new Request("http://a/", { cache: "force-cache" })),
  redirectMode: () => new Request("http://a/").redirect,
  methodCase: () => new Request("http://a/", { method: "patch" }).method,
  json: () => Response.json({ a: 1 }, { status: 201, headers: { "x-mark": "j" } }),
  redirect: ({ query }) =>
    Response.redirect("http://elsewhere.invalid/x", query.status && Number(query.status)),
  statusRange: async () => {
    const errors = [];
    for (const status of [199, 600, 101, 1000]) {
      errors.push((await failure(() => new Response("", { status }))).name);
    }
    return errors;
  },
  nullBodies: async () => {
    const errors = [];
    for (const status of [101, 204, 205, 304]) {
      errors.push((await failure(() => new Response("body", { status }))).name);
    }
    return errors;
  },
  noContent: () => new Response(null, { status: 204 }),
  headersJoin: () => {
    const headers = new Headers({ "X-A": "1" });
    headers.append("x-a", "2");
    return [headers.get("X-a"), headers.get("missing"), headers.has("X-A")];
  },
  headersSorted: () =>
    [...new Headers({ "Zebra": "1", "apple": "2", "MIDDLE": "3" })].map(([name]) => name),
  cookies: () => {
    const headers = new Headers();
    headers.append("Set-Cookie", "a=1");
    headers.append("set-cookie", "b=2, c");
    return new Response(JSON.stringify([headers.getSetCookie(), headers.getAll("Set-Cookie")]), {
      headers,
    });
  },
  getAllOfOthers: () => failure(() => new Headers({ a: "1" }).getAll("a")),
  text: () => new Response("four"),
  bytes: () => new Response(new Uint8Array(5)),
  streamed: () => new Response(new Blob(["streamed"]).stream().pipeThrough(new TransformStream())),
  fixed: () => {
    const { readable, writable } = new FixedLengthStream(6);
    const writer = writable.getWriter();
    writer.write(new TextEncoder().encode("sixsix"));
    writer.close();
    return new Response(readable);
  },
  fixedTooLong: async () => {
    const { readable, writable } = new FixedLengthStream(2);
    const reading = failure(() => new Response(readable).text());
    const writer = writable.getWriter();
    const error = await failure(async () => {
      await writer.write(new TextEncoder().encode("three"));
      await writer.close();
    });
    await reading;
    return error.name;
  },
  socketResponse: () => {
    const [client, server] = Object.values(new WebSocketPair());
    const response = new Response(null, { status: 101, webSocket: client });
    server.accept();
    return [response.status, response.webSocket === client];
  },
  socket: () => {
    const [client, server] = Object.values(new WebSocketPair());
    server.accept();
    server.addEventListener("message", ({ data }) => server.send(data.toUpperCase()));
    return new Response(null, { status: 101, webSocket: client });
  },
};
