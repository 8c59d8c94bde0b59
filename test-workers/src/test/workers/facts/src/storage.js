const entries = (count) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i]));

/** Probes of ctx.storage and of the state around it. */
export const storageProbes = {
  "put undefined": ({ storage }) => storage.put("a", undefined),
  "put no value": ({ storage }) => storage.put("a"),
  "put function": ({ storage }) => storage.put("a", () => 1),
  "put symbol": ({ storage }) => storage.put("a", Symbol("a")),
  "put class instance": async ({ storage }) => {
    await storage.put("a", new (class Point { a = 1; })());
    const value = await storage.get("a");
    return [value, value.constructor.name];
  },
  "put Error roundtrip": async ({ storage }) => {
    await storage.put("a", new TypeError("boo", { cause: "c" }));
    const value = await storage.get("a");
    return [value instanceof Error, value.message, value.name, value.cause];
  },
  "put Map/Set/Date/RegExp/BigInt": async ({ storage }) => {
    await storage.put("a", [new Map([[1, 2]]), new Set([1]), new Date(0), /x/gi, 1n, new Uint8Array([1, 2]), undefined, -0, NaN]);
    const [map, set, date, regExp, bigint, bytes, nothing, zero, nan] = await storage.get("a");
    return [[...map], [...set], date, String(regExp), String(bigint), [...bytes], nothing, Object.is(zero, -0), String(nan)];
  },
  "key too long": ({ storage }) => storage.put("k".repeat(2049), 1),
  "key 2048": async ({ storage }) => {
    await storage.put("k".repeat(2048), 1);
    return storage.delete("k".repeat(2048));
  },
  "empty key": ({ storage }) => storage.put("", 1),
  "value too large": ({ storage }) => storage.put("a", "x".repeat(200_000)),
  "get 129 keys": async ({ storage }) => (await storage.get(Object.keys(entries(129)))).size,
  "put 129 keys": ({ storage }) => storage.put(entries(129)),
  "delete 129 keys": ({ storage }) => storage.delete(Object.keys(entries(129))),
  "get number key": ({ storage }) => storage.get(5),
  "get no args": ({ storage }) => storage.get(),
  "list limit 0": ({ storage }) => storage.list({ limit: 0 }),
  "list limit -1": ({ storage }) => storage.list({ limit: -1 }),
  "list start and startAfter": ({ storage }) => storage.list({ start: "a", startAfter: "a" }),
  "list returns": async ({ storage }) => {
    await storage.put({ l1: 1, l2: 2 });
    const list = await storage.list({ prefix: "l" });
    return [list.constructor.name, list.size];
  },
  "setAlarm 0": ({ storage }) => storage.setAlarm(0),
  "setAlarm -5": ({ storage }) => storage.setAlarm(-5),
  "setAlarm NaN": ({ storage }) => storage.setAlarm(NaN),
  "setAlarm no handler": async ({ storage }) => {
    await storage.setAlarm(Date.now() + 3_600_000);
    return storage.deleteAlarm();
  },
  "setAlarm past then getAlarm": async ({ storage }) => {
    const before = Date.now();
    await storage.setAlarm(1000);
    const time = await storage.getAlarm();
    await storage.deleteAlarm();
    return time >= before;
  },
  "deleteAll in txn": ({ storage }) => storage.transaction((txn) => txn.deleteAll()),
  "txn throws": ({ storage }) =>
    storage.transaction(async () => {
      throw new RangeError("inner");
    }),
  "txn after rollback": ({ storage }) =>
    storage.transaction(async (txn) => {
      txn.rollback();
      await txn.put("a", 1);
    }),
  "txn used after commit": async ({ storage }) => {
    let kept;
    await storage.transaction(async (txn) => {
      kept = txn;
    });
    return kept.get("a");
  },
  "txn returns value": ({ storage }) => storage.transaction(async () => 42),
  "bcw throws": (ctx) => ctx.blockConcurrencyWhile(async () => 1),
  "waitUntil non promise": (ctx) => ctx.waitUntil(5),
  "ctx keys": (ctx) => Object.getOwnPropertyNames(Object.getPrototypeOf(ctx)).concat(Object.keys(ctx)).sort(),
  "storage keys": ({ storage }) => Object.getOwnPropertyNames(Object.getPrototypeOf(storage)).sort(),
  "ctx own props": (ctx) => Object.keys(ctx),
  "ctor names": (ctx) => [ctx.constructor.name, ctx.storage.constructor.name, ctx.id.constructor.name, Object.prototype.toString.call(ctx.id)],
  "id props": ({ id }) => [typeof id.toString(), id.equals(id), Object.getOwnPropertyNames(Object.getPrototypeOf(id)), JSON.stringify(id)],
};

/** Probes of a class without SQLite. */
export const oldProbes = {
  "sql on kv class": ({ storage }) => storage.sql.exec("SELECT 1").toArray(),
  "kv on kv class": ({ storage }) => storage.kv.get("nothing"),
  "databaseSize kv": ({ storage }) => typeof storage.sql.databaseSize,
  "value >128k on kv class": ({ storage }) => storage.put("a", "x".repeat(140_000)),
};
