import { DurableObject } from "cloudflare:workers";
import { failure, serve } from "../../lib/cases.js";

/** Keeps notes in memory, and lets others wait for them. Writes nothing. */
export class Notes extends DurableObject {
  #notes = [];
  #waiting = [];

  note(text) {
    this.#notes.push(text);
    const waiting = this.#waiting;
    this.#waiting = [];
    waiting.forEach((resolve) => resolve());
    return text;
  }

  notes() {
    return this.#notes;
  }

  /** The notes, once there are as many. */
  async when(count) {
    while (this.#notes.length < count) {
      await new Promise((resolve) => this.#waiting.push(resolve));
    }
    return this.#notes;
  }

  async fetch(request) {
    this.note(new URL(request.url).pathname);
    return new Response("noted");
  }

  callBack(stubName) {
    return this.env.GATED.getByName(stubName).add("called back");
  }
}

/** What is tried; each method is one way of using storage. */
export class Gated extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.log = [];
    this.memory = 0;
  }

  add(mark) {
    this.log.push(mark);
    return this.log;
  }

  async increment(options) {
    const value = (await this.ctx.storage.get("n", options)) ?? 0;
    await this.ctx.storage.put("n", value + 1);
    return value + 1;
  }

  incrementBusily() {
    const inside = this.inside ?? 0;
    this.inside = inside + 1;
    for (let i = 0; i < 1000; i++);
    this.inside = inside;
    return inside;
  }

  async incrementBySql() {
    const { sql } = this.ctx.storage;
    sql.exec("CREATE TABLE IF NOT EXISTS t(n)");
    const { n } = sql.exec("SELECT count(*) AS n FROM t").one();
    this.ctx.storage.kv.put("same", n);
    sql.exec("INSERT INTO t VALUES (?)", this.ctx.storage.kv.get("same"));
    return n;
  }

  /** Reads, asks another object, and writes. */
  async incrementSlowly(name, guarded) {
    const slowly = async () => {
      const value = (await this.ctx.storage.get("slow")) ?? 0;
      await this.env.NOTES.getByName(name).note("asked");
      if (!guarded) {
        await this.env.NOTES.getByName(name).when(2);
      }
      await this.ctx.storage.put("slow", value + 1);
      return value + 1;
    };
    return guarded ? this.ctx.blockConcurrencyWhile(slowly) : slowly();
  }

  /** Storage is awaited again and again while everything else is ready to come. */
  async storageOnly(mark) {
    const { storage } = this.ctx;
    this.log.push(`${mark} begins`);
    this.env.NOTES.getByName("quick").note("x").then(() => this.log.push("an answer"));
    setTimeout(() => this.log.push("a timer"), 0);
    for (let i = 0; i < 20; i++) {
      await storage.get("missing");
      await storage.list({ limit: 1 });
      await storage.getAlarm();
    }
    await storage.put("k", mark);
    this.log.push(`${mark} ends`);
  }

  async waitForNotes(name, mark) {
    this.log.push(`${mark} waits`);
    await this.env.NOTES.getByName(name).when(1);
    this.log.push(`${mark} goes on`);
  }

  async blockForNotes(name) {
    await this.ctx.blockConcurrencyWhile(async () => {
      this.log.push("block begins");
      await this.env.NOTES.getByName(`${name} inside`).note("inside");
      await this.env.NOTES.getByName(name).when(1);
      this.log.push("block ends");
    });
  }

  /** Never comes back: the object calls itself while it blocks. */
  deadlock(name) {
    return this.ctx.blockConcurrencyWhile(async () => {
      await this.env.NOTES.getByName(name).note("inside");
      await this.env.GATED.getByName(name).add("never");
    });
  }

  async reenter(name) {
    this.log.push("calls");
    await this.env.NOTES.getByName("caller").callBack(name);
    return this.add("answered");
  }

  /** Writes, and sends something every way there is, without waiting for the write. */
  async writeAndSend(name) {
    this.memory++;
    this.ctx.storage.put("written", "by put");
    this.log.push("goes on");
    const notes = this.env.NOTES.getByName(name);
    await Promise.all([notes.note("call"), notes.fetch("http://notes/fetch")]);
    return this.log;
  }

  async putAndNote(name) {
    this.ctx.storage.kv.put("written", "by kv");
    await this.env.NOTES.getByName(name).note("noted");
    return this.ctx.storage.kv.get("written");
  }

  write(options) {
    this.memory++;
    this.ctx.storage.put("written", "by put", options);
    return this.memory;
  }

  async writeAndSync() {
    this.ctx.storage.put("written", "synced", { allowUnconfirmed: true });
    await this.ctx.storage.sync();
    return "synced";
  }

  /** Writes of every kind without an await between them. */
  writeAll() {
    const { storage } = this.ctx;
    storage.put("a", 1);
    storage.kv.put("b", 2);
    storage.put({ c: 3, d: 4 });
    storage.delete("d");
    storage.sql.exec("CREATE TABLE IF NOT EXISTS all_kinds(a)");
    storage.sql.exec("INSERT INTO all_kinds VALUES (1)");
    storage.setAlarm(Date.now() + 3_600_000);
    return "written";
  }

  async everything() {
    const { storage } = this.ctx;
    const tables = storage.sql.exec("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'all_kinds'");
    return [
      [...storage.kv.list()].map(([key]) => key).join(),
      tables.one().n,
      (await storage.getAlarm()) !== null,
      this.memory,
    ];
  }

  alarm() {}

  async fetch() {
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(socket, message) {
    if (message === "write") {
      this.ctx.storage.kv.put("written", "by a message");
    }
    socket.send(`after ${message}`);
  }
}

const gated = (env, query) => env.GATED.getByName(query.name);
const together = (count, call) => Promise.all(Array.from({ length: count }, (_, i) => call(i)));

const direct = Object.fromEntries(
  ["writeAndSend", "putAndNote", "writeAndSync", "writeAll", "everything", "blockForNotes", "add"].map(
    (name) => [name, ({ env, query }) => outcome(() => gated(env, query)[name](query.name))],
  ),
);

/** Like the value itself; but a failure is a value too. */
async function outcome(call) {
  let value;
  const error = await failure(async () => {
    value = await call();
  });
  return error === "nothing" ? value : error;
}

export default {
  fetch: serve({
    ...direct,
    note: ({ env, query }) => env.NOTES.getByName(query.name).note(query.text),
    notes: ({ env, query }) => env.NOTES.getByName(query.name).notes(),
    when: ({ env, query }) => env.NOTES.getByName(query.name).when(Number(query.count)),
    write: ({ env, query }) => outcome(() => gated(env, query).write()),
    unconfirmed: ({ env, query }) => gated(env, query).write({ allowUnconfirmed: true }),
    increments: ({ env, query }) =>
      together(20, () => gated(env, query).increment({ allowConcurrency: query.concurrent === "1" })),
    busy: ({ env, query }) => together(50, () => gated(env, query).incrementBusily()),
    bySql: ({ env, query }) => together(20, () => gated(env, query).incrementBySql()),
    slowly: ({ env, query }) =>
      together(2, () => gated(env, query).incrementSlowly(query.name, query.guarded === "1")),
    storageOnly: async ({ env, query }) => {
      const stub = gated(env, query);
      await Promise.all([stub.storageOnly("one"), stub.add("a call"), stub.storageOnly("two")]);
      return stub.add("last");
    },
    otherAwaits: async ({ env, query }) => {
      const stub = gated(env, query);
      const waiting = stub.waitForNotes(query.name, "one");
      await stub.add("another call");
      await env.NOTES.getByName(query.name).note("go");
      await waiting;
      return stub.add("last");
    },
    blocked: async ({ env, query }) => {
      const stub = gated(env, query);
      const blocking = stub.blockForNotes(query.name);
      const calls = together(10, (i) => stub.add(i));
      await env.NOTES.getByName(`${query.name} inside`).when(1);
      await env.GATED.getByName("another object").add("not delayed");
      await env.NOTES.getByName(query.name).note("go");
      await blocking;
      return (await calls).at(-1);
    },
    deadlock: ({ env, query }) => failure(() => gated(env, query).deadlock(query.name)),
    reenter: ({ env, query }) => gated(env, query).reenter(query.name),
    socket: ({ env, query, request }) => gated(env, query).fetch(request),
  }),
};
