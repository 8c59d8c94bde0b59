import { DurableObject } from "cloudflare:workers";
import { failure, serve } from "../../lib/cases.js";
import { handlers } from "./handlers.js";

/** An object whose alarm does what the pair `handler` says, and keeps a record of its runs. */
export class Alarms extends DurableObject {
  #waiting = [];

  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.kv.put("instances", (ctx.storage.kv.get("instances") ?? 0) + 1);
    this.note("constructor");
  }

  note(...marks) {
    this.ctx.storage.kv.put("notes", [...this.notes(), ...marks]);
  }

  notes() {
    return this.ctx.storage.kv.get("notes") ?? [];
  }

  number(name) {
    return this.ctx.storage.kv.get(name);
  }

  async plan({ handler = "nothing", at, next }) {
    this.ctx.storage.kv.put("handler", handler);
    if (next) {
      this.ctx.storage.kv.put("next", Number(next));
    }
    if (at) {
      await this.ctx.storage.setAlarm(Number(at));
    }
    return this.ctx.storage.getAlarm();
  }

  runs() {
    return this.ctx.storage.kv.get("runs") ?? [];
  }

  async alarm(info) {
    this.ctx.storage.kv.put("runs", [
      ...this.runs(),
      `${info.retryCount} ${info.isRetry}`,
    ]);
    this.info = info;
    this.seen = `alarm of ${this.ctx.id.name}`;
    this.note("alarm");
    try {
      await handlers[this.ctx.storage.kv.get("handler")](this, info);
    } finally {
      this.#wake();
    }
  }

  #wake() {
    const waiting = this.#waiting;
    this.#waiting = [];
    waiting.forEach((resolve) => resolve());
  }

  /** The runs so far, once they are as many. */
  async ran(count) {
    while (this.runs().length < count) {
      await new Promise((resolve) => this.#waiting.push(resolve));
    }
    return this.runs();
  }

  async state() {
    return [this.runs(), await this.ctx.storage.getAlarm()];
  }

  /** How the handler that holds goes on once others had their turn. */
  async release() {
    this.note("released");
    this.letGo();
    await new Promise((resolve) => this.#waiting.push(resolve));
    return this.notes();
  }

  async calls() {
    const { storage } = this.ctx;
    const date = new Date(Date.now() + 3_600_000);
    const seen = [await storage.getAlarm()];
    const answers = [await storage.setAlarm(date)];
    seen.push((await storage.getAlarm()) === date.getTime());
    answers.push(await storage.setAlarm(date.getTime() + 5.75, { allowUnconfirmed: true }));
    seen.push((await storage.getAlarm({ allowConcurrency: true })) - date.getTime());
    answers.push(await storage.deleteAlarm({ allowConcurrency: true }));
    seen.push(await storage.getAlarm());
    answers.push(await storage.deleteAlarm());
    return [seen, answers.map((answer) => typeof answer)];
  }

  refusals() {
    const { storage } = this.ctx;
    return Promise.all(
      [0, -5, NaN, "x", undefined, new Date(NaN), {}].map((time) =>
        failure(() => storage.setAlarm(time)),
      ),
    );
  }

  /** A transaction that fails leaves the alarm as it was. */
  async rolledBack(at) {
    const { storage } = this.ctx;
    await storage.setAlarm(at);
    const sync = await failure(() =>
      storage.transactionSync(() => {
        storage.setAlarm(at + 1000);
        storage.kv.put("pair", 1);
        throw new Error("sync");
      }),
    );
    const seen = [sync.message, await storage.getAlarm()];
    await storage.transaction(async (txn) => {
      await txn.setAlarm(at + 2000);
      seen.push(await txn.getAlarm());
      txn.rollback();
    });
    seen.push(await storage.getAlarm());
    await storage.transaction((txn) => txn.deleteAlarm());
    return [...seen, await storage.getAlarm(), storage.kv.get("pair")];
  }

  /** An alarm and a pair written together, of which neither becomes durable. */
  async setAndAbort(at) {
    this.ctx.storage.setAlarm(at);
    this.ctx.storage.kv.put("together", 1);
    this.ctx.abort("before they are durable");
  }

  together() {
    return [this.ctx.storage.kv.get("together")];
  }

  async deleteAllThen() {
    await this.ctx.storage.deleteAll();
    return this.ctx.storage.getAlarm();
  }
}

/** Sets its alarm whenever it is made. */
export class Eager extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.blockConcurrencyWhile(async () => {
      const next = ctx.storage.kv.get("next");
      if (next) {
        await ctx.storage.setAlarm(next);
      }
    });
  }

  async plan({ at, next }) {
    await this.ctx.storage.setAlarm(Number(at));
    this.ctx.storage.kv.put("next", Number(next));
  }

  alarm() {
    this.ctx.storage.kv.put("runs", (this.ctx.storage.kv.get("runs") ?? 0) + 1);
  }

  async state() {
    return [this.ctx.storage.kv.get("runs") ?? 0, await this.ctx.storage.getAlarm()];
  }
}

/** Has no alarm handler. */
export class Silent extends DurableObject {
  setAlarm() {
    return failure(() => this.ctx.storage.setAlarm(Date.now() + 1000));
  }
}

/** Collects requests, and works them off ten seconds after the first. */
export class Batcher extends DurableObject {
  async add(value, now) {
    const { storage } = this.ctx;
    storage.kv.put("batch", [...(storage.kv.get("batch") ?? []), value]);
    if ((await storage.getAlarm()) === null) {
      await storage.setAlarm(now + 10_000);
    }
  }

  alarm() {
    const { kv } = this.ctx.storage;
    kv.put("batches", [...(kv.get("batches") ?? []), kv.get("batch")]);
    kv.delete("batch");
  }

  batches() {
    return this.ctx.storage.kv.get("batches") ?? [];
  }
}

/** Forgets everything a minute after the last touch. */
export class Mortal extends DurableObject {
  async touch(now) {
    await this.ctx.storage.setAlarm(now + 60_000);
    await this.ctx.storage.put("life", ((await this.ctx.storage.get("life")) ?? 0) + 1);
    return this.look();
  }

  look() {
    return [...this.ctx.storage.kv.list()].flat();
  }

  async alarm() {
    await this.ctx.storage.deleteAll();
  }
}

function stub(env, query) {
  return env.ALARMS.getByName(query.name);
}

/** Calls again where the object was reset meanwhile. */
async function persistently(call) {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!error.durableObjectReset) {
        throw error;
      }
    }
  }
}

export default {
  fetch: serve({
    id: ({ env, query }) => env.ALARMS.idFromName(query.name).toString(),
    plan: ({ env, query }) => stub(env, query).plan(query),
    ran: ({ env, query }) => persistently(() => stub(env, query).ran(Number(query.count))),
    state: ({ env, query }) => stub(env, query).state(),
    notes: ({ env, query }) => stub(env, query).notes(),
    release: ({ env, query }) => stub(env, query).release(),
    calls: ({ env }) => env.ALARMS.getByName("calls").calls(),
    refusals: ({ env }) => env.ALARMS.getByName("refusals").refusals(),
    withoutHandler: ({ env }) => env.SILENT.getByName("silent").setAlarm(),
    overRpc: ({ env }) => failure(() => env.ALARMS.getByName("rpc").alarm()),
    rolledBack: ({ env, query }) => env.ALARMS.getByName("rolled").rolledBack(Number(query.at)),
    setAndAbort: async ({ env, query }) => {
      await failure(() => stub(env, query).setAndAbort(Number(query.at)));
      return [await stub(env, query).together(), await stub(env, query).state()];
    },
    deleteAll: ({ env, query }) => stub(env, query).deleteAllThen(),
    eagerPlan: ({ env, query }) => env.EAGER.getByName(query.name).plan(query),
    eagerState: ({ env, query }) => env.EAGER.getByName(query.name).state(),
    add: ({ env, query }) => env.BATCHER.getByName("b").add(query.value, Number(query.now)),
    batches: ({ env }) => env.BATCHER.getByName("b").batches(),
    touch: ({ env, query }) => env.MORTAL.getByName("m").touch(Number(query.now)),
    look: ({ env }) => env.MORTAL.getByName("m").look(),
  }),
};
