import { DurableObject } from "cloudflare:workers";

/** What cases leave behind for others to see. */
export class Store extends DurableObject {
  add(value) {
    const values = this.ctx.storage.kv.get("values") ?? [];
    this.ctx.storage.kv.put("values", [...values, value]);
  }

  async values(atLeast) {
    let values;
    while ((values = this.ctx.storage.kv.get("values") ?? []).length < atLeast) {
      await scheduler.wait(5);
    }
    return values;
  }

  /** An endless stream that tells when nobody wants it any more. */
  fetch() {
    const chunk = new TextEncoder().encode("x".repeat(1024));
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(chunk),
      cancel: () => this.add("cancelled"),
    });
    return new Response(body);
  }
}
