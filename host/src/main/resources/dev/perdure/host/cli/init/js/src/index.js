import { DurableObject } from "cloudflare:workers";

/** A counter that outlives every restart. */
export class Counter extends DurableObject {
  /** Counts one further, and gives the sum. */
  async increment() {
    const value = ((await this.ctx.storage.get("value")) ?? 0) + 1;
    await this.ctx.storage.put("value", value);
    return value;
  }
}

export default {
  async fetch(request, env) {
    const name = new URL(request.url).pathname.slice(1) || "default";
    const value = await env.COUNTERS.getByName(name).increment();
    return new Response(`${name}: ${value}\n`);
  },
};
