import { DurableObject } from "cloudflare:workers";

const kind = (value) => {
  if (value === null || typeof value !== "object") return typeof value;
  return Object.prototype.toString.call(value).slice(8, -1);
};

export class Mirror extends DurableObject {
  echo(value) {
    return value;
  }
  async keep(value) {
    await this.ctx.storage.put("value", value);
    return this.ctx.storage.get("value");
  }
  /** What JavaScript sees of a value. */
  see(value) {
    return kind(value);
  }
  async twice(f, x) {
    return f(await f(x));
  }
  adder(n) {
    return (x) => x + n;
  }
  shapes() {
    return [
      { type: "Circle", radius: 2 },
      { type: "Square", side: 3, label: "s" },
    ];
  }
  hidden() {
    return { map: new Map([["a", 1]]), undefinedOne: undefined, when: new Date(5), big: 2n ** 70n, bytes: new Uint8Array([1, 2]), buffer: new ArrayBuffer(3), floats: new Float64Array([0.5]), error: new RangeError("r"), regexp: /a+/i, set: new Set([1, "b"]) };
  }
}
