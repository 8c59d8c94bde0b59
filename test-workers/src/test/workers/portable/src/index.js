import { DurableObject } from "cloudflare:workers";
import { serve } from "../../lib/cases.js";

const VALUES = {
  text: "plain, é, 日本, 😀, \u0000",
  numbers: [0, -0, 1.5, -1e300, NaN, Infinity, 2 ** 31, 123456789012],
  big: 2n ** 70n,
  date: new Date(1_700_000_000_123),
  bytes: new Uint8Array([0, 1, 254, 255]),
  doubles: new Float64Array([1.5, -2.5]),
  map: new Map([["k", new Set([1, "two", undefined])]]),
  pattern: /a+b/gi,
  error: new RangeError("kept"),
  nested: { a: [{ b: null, c: undefined }], d: true },
};

/** Text that tells values apart that JSON does not. */
function told(value) {
  if (value instanceof Map) return `Map ${told([...value])}`;
  if (value instanceof Set) return `Set ${told([...value])}`;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Date) return `Date ${value.getTime()}`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} ${[...value]}`;
  if (Array.isArray(value)) return `[${value.map(told).join()}]`;
  if (value instanceof RegExp || typeof value === "bigint") return String(value);
  if (Object.is(value, -0)) return "-0";
  if (value !== null && typeof value === "object") {
    return `{${Object.entries(value).map(([k, v]) => `${k}:${told(v)}`)}}`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

export class Thing extends DurableObject {
  async write() {
    for (const [key, value] of Object.entries(VALUES)) {
      await this.ctx.storage.put(key, value);
    }
    this.ctx.storage.sql.exec(
      "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT, b REAL, c BLOB, d INTEGER)",
    );
    this.add("first");
    await this.ctx.storage.setAlarm(4_000_000_000_123);
  }

  async change() {
    await this.ctx.storage.put("text", "changed");
    await this.ctx.storage.delete("date");
    this.add("second");
    await this.ctx.storage.setAlarm(4_000_000_000_456);
  }

  alarm() {}

  add(a) {
    const bytes = new Uint8Array([1, 2, 3]);
    this.ctx.storage.sql.exec("INSERT INTO t (a, b, c, d) VALUES (?, ?, ?, ?)", a, 1.5, bytes, 7);
  }

  async read() {
    const pairs = [...(await this.ctx.storage.list())].map(([key, value]) => [key, told(value)]);
    const rows = this.ctx.storage.sql
      .exec("SELECT * FROM t")
      .toArray()
      .map((row) => ({ ...row, c: [...new Uint8Array(row.c)] }));
    return { pairs, rows, alarm: await this.ctx.storage.getAlarm() };
  }
}

export default {
  fetch: serve({
    ids: ({ env }) => ["a", "", "é", "x".repeat(2000)].map((n) => String(env.THING.idFromName(n))),
    write: ({ env }) => env.THING.getByName("one").write(),
    change: ({ env }) => env.THING.getByName("one").change(),
    read: ({ env }) => env.THING.getByName("one").read(),
  }),
};
