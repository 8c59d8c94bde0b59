import { DurableObject } from "cloudflare:workers";

export interface Env {
  COUNTERS: DurableObjectNamespace<Counter>;
}

/** A counter that outlives every restart. */
export class Counter extends DurableObject<Env> {
  /** Counts one further, and gives the sum. */
  async increment(): Promise<number> {
    const value = ((await this.ctx.storage.get<number>("value")) ?? 0) + 1;
    await this.ctx.storage.put("value", value);
    return value;
  }
}

export default {
  async fetch(request, env): Promise<Response> {
    const name = new URL(request.url).pathname.slice(1) || "default";
    const value = await env.COUNTERS.getByName(name).increment();
    return new Response(`${name}: ${value}\n`);
  },
} satisfies ExportedHandler<Env>;
