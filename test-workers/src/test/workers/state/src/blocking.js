import { DurableObject } from "cloudflare:workers";
import { failure, thrown } from "../../lib/cases.js";

export class Plain extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.seen = [ctx === this.ctx, env === this.env, env.GREETING, this.ctx.id.name];
    this.log = [];
    this.instance = crypto.randomUUID();
  }

  constructorArguments() {
    return this.seen;
  }

  stateShape() {
    const { ctx } = this;
    return {
      storage: Object.prototype.toString.call(ctx.storage),
      id: Object.prototype.toString.call(ctx.id),
      env: typeof ctx.env,
      container: typeof ctx.container,
      waitUntil: typeof ctx.waitUntil(Promise.resolve()),
    };
  }

  countThroughExports() {
    return this.ctx.exports.Bare.getByName("through exports").greet();
  }

  propsSeen() {
    return JSON.stringify(this.ctx.props);
  }

  instanceId() {
    return this.instance;
  }

  note(mark) {
    this.log.push(mark);
  }

  notes() {
    return this.log;
  }

  /** Blocks for a while; what others note in the meantime comes after. */
  async block(mark, milliseconds) {
    const value = await this.ctx.blockConcurrencyWhile(async () => {
      this.log.push(`${mark} begins`);
      await scheduler.wait(milliseconds);
      this.log.push(`${mark} ends`);
      return `value of ${mark}`;
    });
    this.log.push(`${mark} goes on`);
    return value;
  }

  /** Blocks while a fetch made before is answered, and sees the answer after. */
  async blockDuringFetch() {
    const log = [];
    const outer = this.env.LEGACY.getByName("slow").fetch("http://do/outside").then(() => {
      log.push("outside answered");
    });
    await this.ctx.blockConcurrencyWhile(async () => {
      const inner = await this.env.LEGACY.getByName("inner").fetch("http://do/inside");
      log.push(`inside answered ${inner.status}`);
      await this.ctx.storage.put("inside", true);
      log.push(`stored ${await this.ctx.storage.get("inside")}`);
      await scheduler.wait(50);
      log.push("block ends");
    });
    await outer;
    return log;
  }

  async blockAndThrow(message) {
    await this.ctx.storage.put("durable", "kept");
    await this.ctx.storage.sync();
    this.volatile = "lost";
    await this.ctx.blockConcurrencyWhile(async () => {
      throw new TypeError(message);
    });
  }

  remains() {
    return [this.volatile, this.ctx.storage.kv.get("durable")];
  }

  async blockAndCatch() {
    return this.ctx.blockConcurrencyWhile(async () => {
      try {
        throw new Error("inside");
      } catch (error) {
        return `caught ${error.message}`;
      }
    });
  }

  async nest(depth) {
    if (depth === 0) {
      return "bottom";
    }
    return this.ctx.blockConcurrencyWhile(() => this.nest(depth - 1));
  }

  tooLong() {
    return this.ctx.blockConcurrencyWhile(() => new Promise(() => {}));
  }

  /** Reads, waits for another object, and writes: safe only where nothing comes between. */
  addSlowly() {
    return this.ctx.blockConcurrencyWhile(async () => {
      const before = (await this.ctx.storage.get("sum")) ?? 0;
      await this.env.LEGACY.getByName("elsewhere").fetch("http://do/");
      await this.ctx.storage.put("sum", before + 1);
      return before + 1;
    });
  }

  waitUntilLater() {
    this.ctx.waitUntil(
      scheduler.wait(100).then(() => {
        this.log.push("waited");
      }),
    );
    this.ctx.waitUntil(Promise.reject(new Error("nobody minds")));
    return [...this.log];
  }

  async notesAfter(count) {
    while (this.log.length < count) {
      await scheduler.wait(5);
    }
    return this.log;
  }

  async facet() {
    const start = () => ({ class: this.ctx.exports.Facet });
    const facet = this.ctx.facets.get("child", start);
    const sums = [await facet.add(2), await facet.add(3)];
    const same = (await facet.identity()) === String(this.ctx.id);
    const parentSees = this.ctx.storage.kv.get("sum");
    this.ctx.facets.abort("child", new Error("stopped"));
    const old = await failure(() => facet.add(1));
    const resumed = await this.ctx.facets.get("child", start).add(1);
    this.ctx.facets.delete("child");
    const anew = await this.ctx.facets.get("child", start).add(1);
    return { sums, same, parentSees: parentSees ?? null, old: old.message, resumed, anew };
  }
}

/** Loads what it needs in its constructor. */
export class Loading extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.order = ["constructor"];
    ctx.blockConcurrencyWhile(async () => {
      await scheduler.wait(50);
      this.loaded = await ctx.storage.get("nothing");
      this.order.push("loaded");
    });
    this.order.push("constructor returned");
  }

  seen() {
    return [...this.order, "called"];
  }
}

/** Cannot load what it needs the first time. */
export class Failing extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.blockConcurrencyWhile(async () => {
      if (!ctx.storage.kv.get("tried")) {
        ctx.storage.kv.put("tried", true);
        await ctx.storage.sync();
        throw new RangeError("not loaded");
      }
    });
  }

  works() {
    return "works";
  }
}

export const blocking = {
  callbackRunsAndResolves: async ({ env }) => {
    const stub = env.PLAIN.getByName("value");
    return [await stub.block("one", 0), await stub.notes()];
  },
  othersWait: async ({ env }) => {
    const id = env.PLAIN.newUniqueId();
    const stub = env.PLAIN.get(id);
    const blocked = stub.block("block", 50);
    const notes = [stub.note("first"), stub.note("second"), env.PLAIN.get(id).note("third")];
    await Promise.all([blocked, ...notes]);
    const log = await stub.notes();
    return { log: log.slice(0, 5), last: log.length };
  },
  fetchesOutsideWait: ({ env }) => env.PLAIN.getByName("fetching").blockDuringFetch(),
  constructorBlocks: ({ env }) => env.LOADING.get(env.LOADING.newUniqueId()).seen(),
  concurrentFirstCalls: async ({ env }) => {
    const stub = env.LOADING.get(env.LOADING.newUniqueId());
    return (await Promise.all([stub.seen(), stub.seen()])).map((order) => order.join());
  },
  callbackThrows: async ({ env }) => {
    const id = env.PLAIN.newUniqueId();
    const before = await env.PLAIN.get(id).instanceId();
    const error = await failure(() => env.PLAIN.get(id).blockAndThrow("no good"));
    const fresh = env.PLAIN.get(id);
    return {
      error,
      remains: await fresh.remains(),
      sameInstance: (await fresh.instanceId()) === before,
    };
  },
  constructorCallbackThrows: async ({ env }) => {
    const id = env.FAILING.newUniqueId();
    return [await failure(() => env.FAILING.get(id).works()), await env.FAILING.get(id).works()];
  },
  callbackCatches: async ({ env }) => {
    const stub = env.PLAIN.getByName("catching");
    const before = await stub.instanceId();
    return [await stub.blockAndCatch(), (await stub.instanceId()) === before];
  },
  nested: async ({ env }) => [
    await env.PLAIN.getByName("nested").nest(10),
    await failure(() => env.PLAIN.get(env.PLAIN.newUniqueId()).nest(100)),
  ],
  tooLong: async ({ env }) => {
    const id = env.PLAIN.newUniqueId();
    const error = await failure(() => env.PLAIN.get(id).tooLong());
    return [error, await env.PLAIN.get(id).notes()];
  },
  exclusiveSequence: async ({ env }) => {
    const stub = env.PLAIN.get(env.PLAIN.newUniqueId());
    return Promise.all(Array.from({ length: 10 }, () => stub.addSlowly()));
  },
  waitUntil: async ({ env }) => {
    const stub = env.PLAIN.get(env.PLAIN.newUniqueId());
    return [await stub.waitUntilLater(), await stub.notesAfter(1)];
  },
};
