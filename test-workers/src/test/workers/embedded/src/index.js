import { DurableObject } from "cloudflare:workers";

export class Counter extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.nameAtStart = ctx.id.name;
  }

  inMemory = 0;

  async increment() {
    this.inMemory++;
    const count = ((await this.ctx.storage.get("count")) ?? 0) + 1;
    await this.ctx.storage.put("count", count);
    return count;
  }

  state() {
    return { name: this.nameAtStart, inMemory: this.inMemory, size: this.ctx.storage.sql.databaseSize > 0 };
  }

  count = async () => (await this.ctx.storage.get("count")) ?? 0;

  async read() {
    return this.count();
  }

  schedule() {
    return this.ctx.storage.setAlarm(Date.now() + 3_600_000);
  }

  async alarm() {
    if (this.ctx.id.name === "broken") throw new Error("this alarm fails");
    await this.ctx.storage.put("count", 0);
  }
}

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    const [, call, name] = url.pathname.split("/");
    if (call === "kv") return new Response(await env.KV.get("cron"));
    const object = env.COUNTER.getByName(decodeURIComponent(name));
    try {
      return Response.json((await object[call]()) ?? null);
    } catch (error) {
      return new Response(error.message, { status: 500 });
    }
  },

  async scheduled(controller, env, ctx) {
    ctx.waitUntil(env.KV.put("cron", `${controller.cron} at ${controller.scheduledTime}`));
    await env.KV.get("cron");
  },
};
