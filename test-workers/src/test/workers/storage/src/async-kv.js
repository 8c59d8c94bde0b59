import { failure } from "../../lib/cases.js";

const numbered = (count) =>
  Array.from({ length: count }, (_, i) => `k${String(i).padStart(4, "0")}`);
const entries = (count) => Object.fromEntries(numbered(count).map((key, i) => [key, i]));

/** storage.get, put and delete. */
export const asyncKv = {
  keys: async ({ storage }) => [...(await storage.list()).keys()],
  putOne: ({ storage, query }) => storage.put(query.key, `value of ${query.key}`),
  getOne: ({ storage, query }) => storage.get(query.key),
  logged: ({ log }) => log,

  presentAndAbsent: async ({ storage }) => {
    await storage.put("present", "here");
    return [await storage.get("present"), await storage.get("absent")];
  },
  manyInKeyOrder: async ({ storage }) => {
    await storage.put({ b: 2, a: 1, "\u00e9": 3, c: 4 });
    const found = await storage.get(["\u00e9", "zz", "b", "a"]);
    return [Object.prototype.toString.call(found), [...found]];
  },
  noKeys: async ({ storage }) => {
    const found = await storage.get([]);
    return [found instanceof Map, found.size];
  },
  duplicates: async ({ storage }) => {
    await storage.put({ a: 1, b: 2 });
    return [...(await storage.get(["a", "b", "a", "a"]))];
  },
  atMostKeys: async ({ storage, query }) => {
    const count = Number(query.count);
    const results = [];
    results.push(await failure(() => storage.put(entries(count))));
    results.push(await failure(() => storage.get(numbered(count))));
    results.push((await storage.list()).size);
    results.push(await failure(() => storage.delete(numbered(count))));
    results.push((await storage.list()).size);
    return results;
  },
  undefinedValue: async ({ storage }) => [
    await failure(() => storage.put("k", undefined)),
    await failure(() => storage.put("k")),
    [...(await storage.list()).keys()],
  ],
  uncloneable: async ({ storage }) => {
    const failures = [];
    for (const value of [() => 1, Symbol("s"), { deep: [() => 2] }, Promise.resolve(), new WeakMap()]) {
      const { name, message } = await failure(() => storage.put("k", value));
      failures.push(`${name}: ${message}`);
    }
    const { name } = await failure(() => storage.put({ first: 1, second: () => 1, third: 3 }));
    return [failures, name, [...(await storage.list()).keys()]];
  },
  putEntries: async ({ storage }) => {
    const inherited = Object.create({ inherited: 1 });
    inherited.own = 2;
    await storage.put({ a: 1, b: undefined, 7: "seven", [Symbol("s")]: 1 });
    await storage.put(inherited);
    return [...(await storage.list())];
  },
  wrongForms: async ({ storage }) => [
    await failure(() => storage.put({ a: 1 }, 5)),
    await failure(() => storage.put({ a: 1 }, "option")),
    await failure(() => storage.put()),
    await failure(() => storage.get()),
    await failure(() => storage.delete()),
    [...(await storage.list()).keys()],
  ],
  putMap: async ({ storage }) => {
    await storage.put(new Map([["a", 1]]));
    return [...(await storage.list())];
  },
  deleteOne: async ({ storage }) => {
    await storage.put("k", 1);
    return [await storage.delete("k"), await storage.delete("k"), await storage.get("k")];
  },
  deleteMany: async ({ storage }) => {
    await storage.put({ a: 1, b: 2, c: 3 });
    return [await storage.delete(["a", "c", "none", "a"]), await storage.delete([]), [...(await storage.list())]];
  },
  readAfterUnawaitedWrite: async ({ storage }) => {
    storage.put("k", "new");
    const first = await storage.get("k");
    storage.put({ k: "newer", l: 1 });
    const many = [...(await storage.get(["k", "l"]))];
    const listed = [...(await storage.list())];
    storage.delete("k");
    return [first, many, listed, await storage.get("k")];
  },
  options: async ({ storage }) => {
    const read = { allowConcurrency: true, noCache: true };
    const write = { allowConcurrency: true, allowUnconfirmed: true, noCache: true };
    await storage.put("a", 1, write);
    await storage.put({ b: 2, c: 3 }, write);
    const results = [
      await storage.get("a", read),
      [...(await storage.get(["a", "b"], read))],
      [...(await storage.list(read))],
      await storage.delete("a", write),
      await storage.delete(["b"], write),
      [...(await storage.list())],
    ];
    await storage.deleteAll(write);
    results.push((await storage.list()).size);
    return results;
  },
  noCache: async ({ storage }) => {
    await storage.put("k", "v", { noCache: true });
    return [await storage.get("k", { noCache: true }), await storage.get("k")];
  },
  promises: async ({ storage }) => {
    const results = [
      storage.put("k", 1), storage.get("k"), storage.get(["k"]), storage.list(), storage.delete("k"),
      storage.delete(["k"]), storage.sync(), storage.deleteAll(),
      storage.put("k", undefined), storage.put("k", () => 1), storage.list({ limit: 0 }),
    ];
    const settled = await Promise.allSettled(results);
    return [results.every((result) => result instanceof Promise), settled.map(({ status }) => status)];
  },
  strangeKeys: async ({ storage }) => {
    const keys = ["", "\0", "a\0b", "a/b", "\u{1F600}", " ", "%", "_cf_KV", "__proto__", "x".repeat(2000)];
    for (const [i, key] of keys.entries()) {
      await storage.put(key, i);
    }
    const all = await Promise.all(keys.map((key) => storage.get(key)));
    return [all, (await storage.list()).size, (await storage.get(["__proto__", ""])).size];
  },
  coercedKeys: async ({ storage }) => {
    await storage.put(5, "five");
    await storage.put(true, "true");
    return [await storage.get("5"), await storage.get(5), [...(await storage.list()).keys()]];
  },
  keySizes: async ({ storage }) => [
    await failure(() => storage.put("k".repeat(2048), 1)),
    await failure(() => storage.put("k".repeat(2049), 1)),
    await failure(() => storage.put("\u00e9".repeat(1024), 1)),
    await failure(() => storage.put("\u00e9".repeat(1025), 1)),
    await failure(() => storage.get("k".repeat(2049))),
    await failure(() => storage.delete("k".repeat(2049))),
    await failure(() => storage.get(["k".repeat(2049)])),
    await failure(() => storage.put({ fine: 1, ["k".repeat(2049)]: 1 })),
    (await storage.list()).size,
  ],
  valueSizes: async ({ storage, query }) => {
    const results = [];
    for (const size of query.sizes.split(",")) {
      results.push(await failure(() => storage.put("k", "v".repeat(Number(size)))));
    }
    return [results, (await storage.get("k"))?.length];
  },
  bytesInPut: async ({ storage, query }) => {
    const bytes = new Uint8Array(Number(query.size)).fill(7);
    const error = await failure(() => storage.put("bytes", bytes));
    return [error, (await storage.get("bytes"))?.length];
  },
  writtenTogether: ({ ctx, storage }) => {
    storage.put("first", 1);
    storage.put("second", 2);
    ctx.abort("before they were durable");
  },
  writtenApart: async ({ ctx, storage }) => {
    await storage.put("first", 1);
    await storage.sync();
    storage.put("second", 2);
    ctx.abort("between them");
  },
  putResolvesBeforeTimers: async ({ storage }) => {
    const order = [];
    const timer = new Promise((resolve) => setTimeout(resolve, 0)).then(() => order.push("timer"));
    await storage.put("k", "v".repeat(10_000));
    order.push("put");
    await storage.get("k");
    order.push("get");
    await timer;
    return order;
  },
  syncs: async ({ storage }) => {
    const order = [];
    await storage.sync();
    storage.put("k", 1, { allowUnconfirmed: true }).then(() => order.push("put"));
    await storage.sync();
    order.push("sync");
    return [order, await storage.sync()];
  },
  /** Reads with and without allowConcurrency, while other calls come. */
  concurrentReads: async ({ storage, log }) => {
    await storage.put("k", "v");
    log.push("reads");
    const value = await storage.get("k", { allowConcurrency: true });
    await scheduler.wait(20);
    log.push(value);
    return value;
  },
  sharedWithSync: async ({ storage }) => {
    await storage.put("a", 1);
    storage.kv.put("b", 2);
    const seen = [storage.kv.get("a"), await storage.get("b"), [...storage.kv.list()], [...(await storage.list())]];
    return [...seen, storage.kv.delete("a"), await storage.delete("b"), (await storage.list()).size];
  },
  alarmIsNoKey: async ({ storage }) => {
    await storage.setAlarm(Date.now() + 3_600_000);
    await storage.put("k", 1);
    return [[...(await storage.list()).keys()], (await storage.get(["_cf_ALARM", "k"])).size, typeof (await storage.getAlarm())];
  },
  readTwice: async ({ storage }) => {
    await storage.put("k", { deep: [1] });
    const [first, second] = [await storage.get("k"), await storage.get("k")];
    return [first, second, first === second];
  },
  increment: async ({ storage }) => {
    const before = (await storage.get("count")) ?? 0;
    await storage.get("something else");
    await storage.put("count", before + 1);
  },
  counted: ({ storage }) => storage.get("count"),
};
