import { failure } from "../../lib/cases.js";

/** What becomes of writes when turns end, well or badly. */
export const turns = {
  tables: (sql) =>
    sql
      .exec("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf_*'")
      .toArray()
      .map(({ name }) => name),
  failedStatement: async (sql) => {
    sql.exec("CREATE TABLE t(a UNIQUE)");
    sql.exec("INSERT INTO t VALUES (1)");
    const error = await failure(() => sql.exec("INSERT INTO t VALUES (2), (1)"));
    sql.exec("INSERT INTO t VALUES (3)");
    return [error, sql.exec("SELECT a FROM t").raw().toArray().flat()];
  },
  constraints: async (sql) => {
    sql.exec("CREATE TABLE p(a INTEGER PRIMARY KEY, u UNIQUE, c CHECK (c > 0), n NOT NULL)");
    sql.exec("CREATE TABLE f(a REFERENCES p(a))");
    sql.exec("INSERT INTO p VALUES (1, 1, 1, 1)");
    const texts = [];
    for (const query of [
      "INSERT INTO p VALUES (2, 1, 1, 1)",
      "INSERT INTO p VALUES (1, 2, 1, 1)",
      "INSERT INTO p VALUES (3, 3, 0, 1)",
      "INSERT INTO p VALUES (4, 4, 1, NULL)",
      "INSERT INTO f VALUES (1), (99)",
    ]) {
      texts.push((await failure(() => sql.exec(query))).message);
    }
    return [
      texts,
      sql.exec("SELECT (SELECT count(*) FROM p) AS p, (SELECT count(*) FROM f) AS f").one(),
    ];
  },
  deferredKeys: async (sql, { ctx }) => {
    sql.exec("CREATE TABLE p(a INTEGER PRIMARY KEY)");
    sql.exec("CREATE TABLE f(a REFERENCES p(a))");
    const at = await failure(() => sql.exec("INSERT INTO f VALUES (1)"));
    ctx.storage.transactionSync(() => {
      sql.exec("PRAGMA defer_foreign_keys = on");
      sql.exec("INSERT INTO f VALUES (1)");
      sql.exec("INSERT INTO p VALUES (1)");
    });
    return [at.message, sql.exec("SELECT count(*) AS n FROM f").one().n];
  },
  leaveViolation: async (sql, { ctx }) => {
    sql.exec("CREATE TABLE p(a INTEGER PRIMARY KEY)");
    sql.exec("CREATE TABLE f(a REFERENCES p(a))");
    await ctx.storage.sync();
    sql.exec("CREATE TABLE lost(a)");
    sql.exec("PRAGMA defer_foreign_keys = on");
    sql.exec("INSERT INTO f VALUES (1)");
    return "never answered";
  },
  throwAfterWrites: (sql) => {
    sql.exec("CREATE TABLE written(a)");
    sql.exec("INSERT INTO written VALUES (1)");
    throw new Error("after the writes");
  },
  increments: (sql) => {
    const seen = [];
    sql.exec("CREATE TABLE IF NOT EXISTS counter(n)");
    for (let i = 0; i < 20; i++) {
      const { n } = sql.exec("SELECT count(*) AS n FROM counter").one();
      sql.exec("INSERT INTO counter VALUES (?)", n);
      seen.push(n);
    }
    return seen;
  },
  /** Writes by SQL and as pairs; then aborts, at once or once it is durable. */
  writeAllKinds: async (sql, { ctx }, { durable }) => {
    sql.exec("CREATE TABLE kinds(a)");
    sql.exec("INSERT INTO kinds VALUES (1)");
    ctx.storage.kv.put("sync", 1);
    ctx.storage.put("async", 1);
    if (durable) {
      await ctx.storage.sync();
    }
    ctx.abort("on purpose");
  },
  writtenKinds: (sql, { ctx }) => [
    ...ctx.storage.kv.list({ prefix: "" }),
    sql.exec("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'kinds'").one().n,
  ],
  remember: (sql, { ctx }) => {
    sql.exec("CREATE TABLE IF NOT EXISTS remembered(a)");
    sql.exec("INSERT INTO remembered VALUES ('by SQL')");
    ctx.storage.kv.put("key", "as a pair");
    return "written";
  },
  remembered: (sql, { ctx }) => [
    sql.exec("SELECT a FROM remembered").one().a,
    ctx.storage.kv.get("key"),
    sql.exec("SELECT count(*) AS n FROM made").one().n,
  ],
  hiddenPairs: async (sql, { ctx }) => {
    ctx.storage.kv.put("sync", "s");
    await ctx.storage.put("async", "a");
    const read = await failure(() => sql.exec("SELECT * FROM _cf_KV").toArray());
    const deleted = await failure(() => sql.exec("DELETE FROM _cf_KV"));
    return [read.message, deleted.message, [...ctx.storage.kv.list()]];
  },
  lockedTree: async (sql) => {
    sql.exec("CREATE VIRTUAL TABLE tree USING rtree(id, x0, x1)");
    sql.exec("INSERT INTO tree VALUES (1, 0, 1), (2, 0, 1), (3, 5, 6)");
    const cursor = sql.exec("SELECT id FROM tree WHERE x0 < 9");
    cursor.next();
    const error = await failure(() => sql.exec("INSERT INTO tree VALUES (4, 0, 1)"));
    cursor.toArray();
    sql.exec("INSERT INTO tree VALUES (4, 0, 1)");
    return [error, sql.exec("SELECT count(*) AS n FROM tree").one().n];
  },
};
