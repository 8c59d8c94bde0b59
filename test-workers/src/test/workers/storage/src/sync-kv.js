import { failure } from "../../lib/cases.js";

/** storage.kv. */
export const syncKv = {
  syncReadAndWrite: ({ storage: { kv } }) => {
    const put = kv.put("k", { v: 1 });
    return [put, kv.get("k"), kv.get("absent"), kv.delete("k"), kv.delete("k"), kv.get("k")];
  },
  syncList: ({ storage: { kv } }) => {
    for (const key of ["\u{1F600}", "\uE000", "b", "a"]) {
      kv.put(key, key.length);
    }
    const list = kv.list();
    return [list instanceof Map, typeof list.next, list[Symbol.iterator]() === list, Object.prototype.toString.call(list), [...list]];
  },
  syncRanges: ({ storage: { kv } }) => {
    for (const key of ["d", "a", "c", "b", "ba", "bb"]) {
      kv.put(key, 0);
    }
    const keys = (options) => [...kv.list(options)].map(([key]) => key).join(" ");
    return [
      keys({ start: "b" }), keys({ startAfter: "b" }), keys({ end: "c" }), keys({ prefix: "b" }), keys({ reverse: true }),
      keys({ limit: 2 }), keys({ reverse: true, limit: 2, end: "d" }), keys({ start: "d", end: "a" }),
    ];
  },
  syncBadRanges: async ({ storage: { kv } }) => [
    await failure(() => kv.list({ start: "a", startAfter: "b" })),
    await failure(() => kv.list({ limit: 0 })),
  ],
  secondList: async ({ storage: { kv } }) => {
    for (const key of ["a", "b", "c"]) {
      kv.put(key, 1);
    }
    const first = kv.list();
    const began = first.next().value;
    const second = kv.list();
    const failed = await failure(() => first.next());
    const rest = [...second].length;
    const finished = kv.list();
    [...finished];
    kv.list();
    return [began, failed, rest, finished.next()];
  },
  listWhileWriting: ({ storage: { kv } }) => {
    for (const key of ["a", "b", "c"]) {
      kv.put(key, 1);
    }
    const seen = [];
    for (const [key] of kv.list()) {
      seen.push(key);
      kv.delete(key);
    }
    return [seen, [...kv.list()].length];
  },
  singleKeysOnly: async ({ storage: { kv } }) => {
    kv.put("a,b", "joined");
    return [
      kv.get(["a", "b"]),
      await failure(() => kv.get()),
      await failure(() => kv.put()),
      await failure(() => kv.put({ a: 1 })),
      kv.get("[object Object]"),
      kv.delete(["a", "b"]),
      [...kv.list()].length,
    ];
  },
  withoutSqlite: async ({ storage }) => [
    await failure(() => storage.kv.get("k")),
    await failure(() => storage.kv.put("k", 1)),
    await failure(() => storage.kv.list()),
    await failure(() => storage.sql.exec("SELECT 1")),
    await failure(() => storage.transactionSync(() => 1)),
  ],
  syncUncloneable: async ({ storage: { kv } }) => {
    let thrown = "nothing";
    try {
      kv.put("k", () => 1);
    } catch (error) {
      thrown = `${error.constructor.name} ${error.name}: ${error.message}`;
    }
    return [thrown, kv.get("k")];
  },
  syncUndefined: ({ storage: { kv } }) => {
    kv.put("k", 1);
    const put = kv.put("k", undefined);
    return [put, kv.get("k"), [...kv.list()].length];
  },
  syncSizes: async ({ storage: { kv } }) => [
    await failure(() => kv.put("k", "v".repeat(2_000_000))),
    kv.get("k").length,
    await failure(() => kv.put("k", "v".repeat(5_000_000))),
    kv.get("k").length,
    await failure(() => kv.put("k".repeat(5_000_000), 1)),
    await failure(() => kv.put("long".repeat(1000), 1)),
  ],
  syncRolledBack: async ({ storage }) => {
    storage.kv.put("k", "before");
    const failed = await failure(() =>
      storage.transactionSync(() => {
        storage.kv.put("k", "inside");
        storage.kv.put("l", "inside");
        storage.kv.delete("k");
        throw new Error("taken back");
      }),
    );
    return [failed.message, [...storage.kv.list()]];
  },
  syncWrittenTogether: ({ ctx, storage: { kv } }) => {
    kv.put("first", 1);
    kv.put("second", 2);
    ctx.abort("before they were durable");
  },
  syncAndErase: async ({ storage }) => {
    storage.kv.put("k", 1);
    await storage.deleteAll();
    return [storage.kv.get("k"), [...storage.kv.list()].length];
  },
  syncPut: ({ storage: { kv }, query }) => kv.put(query.key, "sync value"),
  syncGet: ({ storage: { kv }, query }) => kv.get(query.key),
};
