import { DurableObject } from "cloudflare:workers";

/** A number that is kept in memory and on disk. */
export class Counter extends DurableObject {
  #value = 0;

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env);
    ctx.blockConcurrencyWhile(async () => {
      this.#value = (await ctx.storage.get<number>("value")) ?? 0;
    });
  }

  value(): number {
    return this.#value;
  }

  add(step: number): number {
    this.#value += step;
    this.ctx.storage.put("value", this.#value);
    return this.#value;
  }
}
