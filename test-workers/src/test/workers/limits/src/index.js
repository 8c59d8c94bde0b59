import { DurableObject } from "cloudflare:workers";
import { failure, serve } from "../../lib/cases.js";

const MIB = 1024 * 1024;

/** A socket of an object that hibernates with it. */
function accepted(ctx, tags) {
  const [client, server] = Object.values(new WebSocketPair());
  ctx.acceptWebSocket(server, tags);
  return { client, server };
}

const inside = {
  sqlLimits: async ({ storage }) => {
    const run = (text, ...bindings) => failure(() => storage.sql.exec(text, ...bindings).toArray());
    const columns = (count) => Array.from({ length: count }, (_, i) => `c${i}`).join(", ");
    const marks = (count) => Array.from({ length: count }, () => "?").join(", ");
    const numbers = (count) => Array.from({ length: count }, (_, i) => i);
    const spaced = (length) => `SELECT 1${" ".repeat(length - 8)}`;
    return {
      columns: [await run(`CREATE TABLE a (${columns(100)})`), await run(`CREATE TABLE b (${columns(101)})`)],
      parameters: [await run(`SELECT ${marks(100)}`, ...numbers(100)), await run(`SELECT max(${marks(51)}, ${marks(50)})`, ...numbers(101))],
      statement: [await run(spaced(100_000)), await run(spaced(100_001))],
      arguments: [await run(`SELECT max(${numbers(32).join()})`), await run(`SELECT max(${numbers(128).join()})`)],
      like: [await run(`SELECT 'a' LIKE '${"a".repeat(50)}'`), await run(`SELECT 'a' LIKE '${"a".repeat(51)}'`)],
      glob: [await run(`SELECT 'a' GLOB '${"a".repeat(50)}'`), await run(`SELECT 'a' GLOB '${"a".repeat(51)}'`)],
      value: [await run("SELECT length(?)", "x".repeat(2_000_000)), await run("SELECT length(?)", "x".repeat(5_000_000))],
      blob: [await run("SELECT length(?)", new Uint8Array(2_000_000)), await run("SELECT length(?)", new Uint8Array(5_000_000))],
      result: [await run("SELECT length(zeroblob(2000000))"), await run("SELECT length(zeroblob(5000000) || 'x')")],
    };
  },
  attachments: async ({ ctx }) => {
    const { server } = accepted(ctx);
    const text = (size) => "x".repeat(size);
    return [
      await failure(() => server.serializeAttachment(text(16_000))),
      server.deserializeAttachment().length,
      await failure(() => server.serializeAttachment(text(16_384))),
      server.deserializeAttachment().length,
    ];
  },
  autoResponses: async ({ ctx }) => {
    const set = (request, response) =>
      failure(() => ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(request, response)));
    return [await set("q".repeat(2048), "a".repeat(2048)), await set("q".repeat(2049), "a"), await set("q", "a".repeat(2049))];
  },
  tags: async ({ ctx }) => {
    const numbered = (count) => Array.from({ length: count }, (_, i) => `tag ${i}`);
    const failures = [];
    for (const tags of [numbered(10), numbered(11), ["t".repeat(256)], ["t".repeat(257)], ["\u00e9".repeat(256)]]) {
      const { message = "nothing" } = await failure(() => accepted(ctx, tags));
      failures.push(message);
    }
    return failures;
  },
  eventTimeouts: async ({ ctx }) => [
    await failure(() => ctx.setHibernatableWebSocketEventTimeout(604_800_000)),
    ctx.getHibernatableWebSocketEventTimeout(),
    await failure(() => ctx.setHibernatableWebSocketEventTimeout(604_800_001)),
  ],
  manySockets: ({ ctx, query }) => {
    for (let i = 0; i < Number(query.count); i++) {
      accepted(ctx);
    }
    return ctx.getWebSockets().length;
  },
  closeReasons: async () => {
    const close = async (reason) => {
      const { message = "nothing" } = await failure(() => {
        const [client, server] = Object.values(new WebSocketPair());
        server.accept();
        client.accept();
        server.close(1000, reason);
      });
      return message;
    };
    return [await close("r".repeat(123)), await close("r".repeat(124)), await close("\u00e9".repeat(62))];
  },
  facetNames: async ({ ctx }) => [
    await failure(() => ctx.facets.get("f".repeat(257), () => ({ class: ctx.exports.Limited }))),
  ],
};

export class Limited extends DurableObject {
  instance = crypto.randomUUID();

  run(name, query) {
    return inside[name]({ ctx: this.ctx, storage: this.ctx.storage, query });
  }

  instanceId() {
    return this.instance;
  }

  nameSeen() {
    return this.ctx.id.name;
  }

  size(bytes) {
    return bytes.byteLength;
  }

  bytes(size) {
    return new Uint8Array(size);
  }

  blockForever() {
    return this.ctx.blockConcurrencyWhile(() => new Promise(() => {}));
  }

  spin() {
    for (;;) {}
  }

  fetch() {
    const { client } = accepted(this.ctx);
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(socket, message) {
    socket.send(String(message.length ?? message.byteLength));
  }
}

const fresh = ({ env }) => env.LIMITED.get(env.LIMITED.newUniqueId());
const cases = Object.fromEntries(
  Object.keys(inside).map((name) => [name, (site) => fresh(site).run(name, site.query)]),
);

export default {
  fetch: serve({
    ...cases,
    socket: (site) => fresh(site).fetch(site.request),
    names: async ({ env }) => {
      const nameOf = async (name) => (await env.LIMITED.getByName(name).nameSeen())?.length;
      return [await nameOf("n".repeat(1024)), await nameOf("n".repeat(1025)), await nameOf("\u00e9".repeat(513))];
    },
    messages: async (site) => {
      const stub = fresh(site);
      return [
        await stub.size(new Uint8Array(31 * MIB)),
        await failure(() => stub.size(new Uint8Array(32 * MIB))),
        (await stub.bytes(31 * MIB)).byteLength,
        await failure(() => stub.bytes(32 * MIB)),
      ];
    },
    instance: ({ env, query }) => env.LIMITED.getByName(query.name).instanceId(),
    block: async (site) => failure(() => fresh(site).blockForever()),
    spin: async (site) => failure(() => fresh(site).spin()),
  }),
};
