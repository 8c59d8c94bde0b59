import { DurableObject } from "cloudflare:workers";

export default class Facet extends DurableObject {
  add(n) {
    const sum = (this.ctx.storage.kv.get("sum") ?? 0) + n;
    this.ctx.storage.kv.put("sum", sum);
    return sum;
  }

  identity() {
    return String(this.ctx.id);
  }
}
