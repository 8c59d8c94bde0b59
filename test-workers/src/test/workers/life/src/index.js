import { DurableObject } from "cloudflare:workers";
import { failure, serve } from "../../lib/cases.js";

globalThis.evaluations = (globalThis.evaluations ?? 0) + 1;

/** What the module may not do while it is evaluated. */
const refusedAtTop = [];
for (const action of [() => setTimeout(() => {}, 0), () => fetch("http://localhost/")]) {
  failure(action).then((error) => refusedAtTop.push(error.message ?? error));
}

let constructed = 0;

export class Life extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.instance = crypto.randomUUID();
    this.order = [`evaluated ${globalThis.evaluations}`, `constructed ${++constructed}`];
    ctx.storage.kv.put("constructed", (ctx.storage.kv.get("constructed") ?? 0) + 1);
  }

  /** Nothing of this is ever called by the platform. */
  preShutdown() {
    this.ctx.storage.kv.put("hook", "preShutdown");
  }

  [Symbol.dispose]() {
    this.ctx.storage.kv.put("hook", "dispose");
  }

  fetch() {
    this.order.push("fetched");
    return Response.json(this.order);
  }

  self() {
    return this.instance;
  }

  called() {
    this.order.push("called");
    return this.order;
  }

  hook() {
    return this.ctx.storage.kv.get("hook");
  }

  constructions() {
    return this.ctx.storage.kv.get("constructed");
  }

  put(key, value) {
    this.ctx.storage.kv.put(key, value);
  }

  get(key) {
    return this.ctx.storage.kv.get(key);
  }

  async keys() {
    return [...(await this.ctx.storage.list()).keys()];
  }

  async clear() {
    await this.ctx.storage.deleteAll();
  }

  /** Sets a timer that writes. */
  writeIn(milliseconds) {
    setTimeout(() => this.ctx.storage.kv.put("timer", "fired"), milliseconds);
    return this.instance;
  }

  tick(milliseconds) {
    setInterval(() => {}, milliseconds);
    return this.instance;
  }

  /** Waits outside of any call. */
  waitUntilIn(milliseconds) {
    this.ctx.waitUntil(scheduler.wait(milliseconds));
    return this.instance;
  }

  /** Leaves a request to the network open. */
  begin(url) {
    fetch(url).catch(() => {});
    return this.instance;
  }

  /** Leaves a call to another object open. */
  callOther() {
    this.env.LIFE.getByName("never answers").never().catch(() => {});
    return this.instance;
  }

  never() {
    return new Promise(() => {});
  }

  async slow(milliseconds) {
    await this.ctx.storage.put("slow", "began");
    await scheduler.wait(milliseconds);
    return this.instance;
  }

  fail() {
    this.failed = true;
    throw new Error("mine");
  }

  afterFailure() {
    return [this.failed, this.instance];
  }

  /** Takes memory, again and again. */
  hog() {
    for (;;) {
      this.taken = new Uint8Array(4 << 20);
    }
  }

  /** Uses processor time in one go. */
  burn(milliseconds) {
    const end = Date.now() + milliseconds;
    while (Date.now() < end);
    return "burnt";
  }

  /** Uses processor time in small pieces, with nothing but timers in between. */
  async burnForEver() {
    for (;;) {
      this.burn(5);
      await scheduler.wait(0);
    }
  }

  abort(reason) {
    this.ctx.abort(reason);
  }

  async setAlarm(milliseconds) {
    await this.ctx.storage.setAlarm(Date.now() + milliseconds);
  }

  alarm() {
    this.ctx.storage.kv.put("rang", true);
  }

  fill(count) {
    this.held = [];
    for (let i = 0; i < count; i++) {
      this.held.push(new Array(1000).fill(i));
    }
    return this.held.length;
  }
}

/** Fails in its constructor while it has been told to. */
export class Fragile extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    globalThis.tries = (globalThis.tries ?? 0) + 1;
    if (!ctx.storage.kv.get("sound") && ctx.id.name.startsWith("fragile")) {
      ctx.storage.kv.put("sound", true);
      ctx.blockConcurrencyWhile(async () => {
        await ctx.storage.sync();
        throw new RangeError("not yet");
      });
    }
  }

  fetch() {
    return new Response("sound");
  }

  sound() {
    return "sound";
  }
}

const object = ({ env, query }) => env.LIFE.getByName(query.name);

const cases = {
  /** Calls the method `call` of the object `name` with the numbers or strings `args`. */
  call: async (input) => {
    const { call, args } = input.query;
    const given = args === undefined ? [] : args.split(",").map((a) => (isNaN(a) ? a : Number(a)));
    return object(input)[call](...given);
  },
  fetched: async (input) => (await object(input).fetch("http://do/")).json(),
  top: () => refusedAtTop,
  idOf: ({ env, query }) => String(env.LIFE.idFromName(query.name)),
  fill: (input) => object(input).put(input.query.key, "x".repeat(50_000)),
  concurrentFirst: async ({ env }) => {
    const id = env.LIFE.newUniqueId();
    const ids = await Promise.all(Array.from({ length: 20 }, () => env.LIFE.get(id).self()));
    return [new Set(ids).size, await env.LIFE.get(id).constructions()];
  },
  fragile: async ({ env }) => {
    const rpc = env.FRAGILE.idFromName("fragile rpc");
    const web = env.FRAGILE.idFromName("fragile web");
    return [
      await failure(() => env.FRAGILE.get(rpc).sound()),
      await env.FRAGILE.get(rpc).sound(),
      await failure(() => env.FRAGILE.get(web).fetch("http://do/")),
      await (await env.FRAGILE.get(web).fetch("http://do/")).text(),
    ];
  },
  /** Keeps a stub from one request to the next. */
  keep: async ({ env, query }) => {
    globalThis.kept = env.LIFE.getByName(query.name);
    return globalThis.kept.self();
  },
  kept: async () => [await globalThis.kept.self(), await globalThis.kept.constructions()],
};

export default { fetch: serve(cases) };
