import { DurableObject } from "cloudflare:workers";

/** What somebody has taken; written in JavaScript. */
export class Basket extends DurableObject {
  async take(item, count) {
    const stock = this.env.STOCK.getByName(item);
    let left = 0;
    const taken = await stock.take(count, (remaining) => {
      left = remaining;
    });
    const sum = ((await this.ctx.storage.get(item)) ?? 0) + taken.count;
    await this.ctx.storage.put(item, sum);
    return { sum, left };
  }
}

export default {
  async fetch(request, env) {
    const [, kind, name, item, count] = new URL(request.url).pathname.split("/");
    try {
      if (kind === "stock") {
        return new Response(`${await env.STOCK.getByName(name).fill(Number(item))} ${name}\n`);
      }
      if (kind !== "basket") return new Response("POST /stock/ITEM/COUNT or /basket/NAME/ITEM/COUNT\n", { status: 404 });
      const { sum, left } = await env.BASKETS.getByName(name).take(item, Number(count));
      return new Response(`${sum} ${item} for ${name}, ${left} left\n`);
    } catch (error) {
      return new Response(`${error.name}: ${error.message}\n`, { status: 409 });
    }
  },
};
