import { DurableObject } from "cloudflare:workers";
import { failure } from "../../lib/cases.js";

/** An object that ends itself. */
export class Alarms extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.instance = crypto.randomUUID();
  }

  instanceId() {
    return this.instance;
  }

  abort(...reason) {
    try {
      this.ctx.abort(...reason);
    } catch {
      // An abort cannot be caught: none of this runs.
      this.ctx.storage.kv.put("caught", true);
    }
    this.ctx.storage.kv.put("went on", true);
  }

  /** Writes, and aborts before the writes can be on disk. */
  writeAndAbort() {
    this.ctx.storage.kv.put("undurable", true);
    this.ctx.abort("after a write");
  }

  async writeDurablyAndAbort() {
    await this.ctx.storage.put("durable", true);
    await this.ctx.storage.sync();
    this.ctx.abort("after a durable write");
  }

  written() {
    return [...this.ctx.storage.kv.list()].map(([key]) => key);
  }

  forever() {
    return new Promise(() => {});
  }

  /** Plans an alarm that aborts in its first run. */
  async wake(options) {
    await this.ctx.storage.put("options", options);
    await this.ctx.storage.setAlarm(Date.now() + 100);
  }

  async alarm({ retryCount }) {
    const { kv } = this.ctx.storage;
    kv.put("runs", (kv.get("runs") ?? 0) + 1);
    await this.ctx.storage.sync();
    if (retryCount === 0 && kv.get("runs") === 1) {
      this.ctx.abort("in the alarm", kv.get("options"));
    }
  }

  async ranTimes(count) {
    while ((this.ctx.storage.kv.get("runs") ?? 0) < count) {
      await scheduler.wait(10);
    }
    return [this.ctx.storage.kv.get("runs"), await this.ctx.storage.getAlarm()];
  }
}

export const aborts = {
  abortWithReason: async ({ env }) => {
    const id = env.ALARMS.newUniqueId();
    const before = await env.ALARMS.get(id).instanceId();
    const error = await failure(() => env.ALARMS.get(id).abort("my reason"));
    const fresh = env.ALARMS.get(id);
    return {
      error,
      written: await fresh.written(),
      sameInstance: (await fresh.instanceId()) === before,
    };
  },
  abortWithoutReason: ({ env }) => failure(() => env.ALARMS.get(env.ALARMS.newUniqueId()).abort()),
  abortHitsOthers: async ({ env }) => {
    const id = env.ALARMS.newUniqueId();
    const waiting = failure(() => env.ALARMS.get(id).forever());
    await env.ALARMS.get(id).instanceId();
    await failure(() => env.ALARMS.get(id).abort("all of you"));
    return waiting;
  },
  abortDropsWrites: async ({ env }) => {
    const id = env.ALARMS.newUniqueId();
    await failure(() => env.ALARMS.get(id).writeAndAbort());
    const undurable = await env.ALARMS.get(id).written();
    await failure(() => env.ALARMS.get(id).writeDurablyAndAbort());
    return [undurable, await env.ALARMS.get(id).written()];
  },
  alarmRetriedAfterAbort: async ({ env }) => {
    const id = env.ALARMS.newUniqueId();
    await env.ALARMS.get(id).wake({});
    for (;;) {
      try {
        return await env.ALARMS.get(id).ranTimes(2);
      } catch (error) {
        if (!error.durableObjectReset) {
          throw error;
        }
      }
    }
  },
  alarmNotRetried: async ({ env, query }) => {
    const id = env.ALARMS.newUniqueId();
    await env.ALARMS.get(id).wake({ retryAlarm: false });
    const first = await failure(() => env.ALARMS.get(id).ranTimes(2));
    await scheduler.wait(Number(query.ms));
    return [first, await env.ALARMS.get(id).ranTimes(1)];
  },
};
