import { failure } from "../../lib/cases.js";

const HOUR = 3_600_000;

function tables(storage) {
  return storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'").toArray().map((row) => row.name);
}

/** storage.deleteAll. */
export const erasing = {
  erase: ({ storage }) => storage.deleteAll(),
  eraseEverything: async ({ storage }) => {
    storage.sql.exec("CREATE TABLE t (a); INSERT INTO t VALUES (1); CREATE INDEX i ON t (a);");
    storage.kv.put("sync", 1);
    await storage.put("async", 2);
    const before = [tables(storage), (await storage.list()).size];
    await storage.deleteAll();
    return [before, [tables(storage), (await storage.list()).size]];
  },
  eraseAndAbort: async ({ ctx, storage }) => {
    await storage.put("k", 1);
    storage.sql.exec("CREATE TABLE t (a)");
    await storage.sync();
    storage.deleteAll();
    ctx.abort("in the middle");
  },
  goesOnAfterErasing: async ({ storage, log }) => {
    log.push("same instance");
    await storage.put("old", 1);
    await storage.deleteAll();
    await storage.put("new", 2);
    storage.sql.exec("CREATE TABLE t (a)");
    return [log, [...(await storage.list())], tables(storage)];
  },
  eraseInTransaction: ({ storage }) =>
    storage.transaction(async (txn) => {
      await txn.put("k", 1);
      return [
        await failure(() => txn.deleteAll()),
        await failure(() => storage.deleteAll()),
        await txn.get("k"),
      ];
    }),
  eraseWithAlarm: async ({ storage }) => {
    await storage.setAlarm(Date.now() + HOUR);
    await storage.put("k", 1);
    await storage.deleteAll();
    return [(await storage.list()).size, (await storage.getAlarm()) !== null];
  },
  eraseBeforeAlarm: async ({ storage }) => {
    await storage.setAlarm(Date.now() + 50);
    await storage.deleteAll();
  },
  planErasingAlarm: async ({ storage }) => {
    await storage.put({ "on alarm": "eraseInAlarm", k: 1 });
    await storage.setAlarm(Date.now());
  },
  eraseInAlarm: async ({ storage }) => {
    await storage.deleteAll();
    return `left ${(await storage.list()).size}`;
  },
  alarmTime: async ({ storage }) => [await storage.getAlarm()],
  emptied: async ({ storage }) => {
    storage.sql.exec("CREATE TABLE t (a)");
    storage.sql.exec("INSERT INTO t VALUES (?)", "x".repeat(100_000));
    await storage.put("k", "v".repeat(100_000));
    const sizes = [storage.sql.databaseSize];
    await storage.delete("k");
    storage.sql.exec("DROP TABLE t");
    sizes.push(storage.sql.databaseSize);
    await storage.deleteAll();
    sizes.push(storage.sql.databaseSize);
    return sizes.map((size, i) => (i === 0 ? size > 200_000 : size));
  },
  untouched: () => "read nothing, wrote nothing",
};
