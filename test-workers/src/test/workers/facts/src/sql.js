const marks = (count) => Array.from({ length: count }, () => "?").join();
const run = (sql, ...call) => sql.exec(...call).toArray();

/** Probes of SQL and of the synchronous key-value API. */
export const sqlProbes = {
  "sql syntax": ({ storage: { sql } }) => run(sql, "SELEC 1"),
  "sql incomplete": ({ storage: { sql } }) => run(sql, "SELECT"),
  "sql empty": ({ storage: { sql } }) => run(sql, ""),
  "sql comment only": ({ storage: { sql } }) => run(sql, "-- nothing"),
  "sql no such table": ({ storage: { sql } }) => run(sql, "SELECT * FROM nope"),
  "sql no such column": ({ storage: { sql } }) => run(sql, "SELECT nope"),
  "sql too few bindings": ({ storage: { sql } }) => run(sql, "SELECT ?, ?", 1),
  "sql too many bindings": ({ storage: { sql } }) => run(sql, "SELECT ?", 1, 2),
  "sql bind undefined": ({ storage: { sql } }) => run(sql, "SELECT ? AS x", undefined),
  "sql bind object": ({ storage: { sql } }) => run(sql, "SELECT ? AS x", {}),
  "sql bind bool": ({ storage: { sql } }) => run(sql, "SELECT ?1 AS x, typeof(?1) AS t", true),
  "sql bind bigint": ({ storage: { sql } }) => run(sql, "SELECT ? AS x", 1n),
  "sql bind int/float types": ({ storage: { sql } }) =>
    run(sql, "SELECT typeof(?) AS a, typeof(?) AS b, typeof(?) AS c, typeof(?) AS d", 1, 1.5, "x", new Uint8Array(1)),
  "sql big int result": ({ storage: { sql } }) => run(sql, "SELECT 9223372036854775807 AS x").map(({ x }) => [typeof x, String(x)]),
  "sql blob type": ({ storage: { sql } }) => run(sql, "SELECT x'0102' AS x").map(({ x }) => [x.constructor.name, x.byteLength]),
  "sql one none": ({ storage: { sql } }) => sql.exec("SELECT 1 WHERE 0").one(),
  "sql one many": ({ storage: { sql } }) => sql.exec("SELECT 1 UNION SELECT 2").one(),
  "sql begin": ({ storage: { sql } }) => run(sql, "BEGIN"),
  "sql begin transaction": ({ storage: { sql } }) => run(sql, "BEGIN TRANSACTION"),
  "sql savepoint": ({ storage: { sql } }) => run(sql, "SAVEPOINT x"),
  "sql attach": ({ storage: { sql } }) => run(sql, "ATTACH 'x' AS y"),
  "sql vacuum": ({ storage: { sql } }) => run(sql, "VACUUM"),
  "sql pragma user_version": ({ storage: { sql } }) => run(sql, "PRAGMA user_version"),
  "sql pragma table_list": ({ storage: { sql } }) => run(sql, "PRAGMA table_list").length > 0,
  "sql pragma foreign_keys": ({ storage: { sql } }) => run(sql, "PRAGMA foreign_keys"),
  "sql _cf_ table": ({ storage: { sql } }) => run(sql, "CREATE TABLE _cf_x (a)"),
  "sql read _cf_KV": ({ storage: { sql } }) => run(sql, "SELECT * FROM _cf_KV"),
  "sql unique violation": ({ storage: { sql } }) => run(sql, "CREATE TABLE u (a PRIMARY KEY); INSERT INTO u VALUES (1); INSERT INTO u VALUES (1);"),
  "sql not null violation": ({ storage: { sql } }) => run(sql, "CREATE TABLE nn (a NOT NULL); INSERT INTO nn VALUES (NULL);"),
  "sql strict type": ({ storage: { sql } }) => run(sql, "CREATE TABLE st (a INT) STRICT; INSERT INTO st VALUES ('x');"),
  "sql divide json1 fts5 math": ({ storage: { sql } }) => [
    run(sql, "SELECT json_extract('{\"a\":1}', '$.a') AS x, pow(2, 3) AS p")[0],
    (run(sql, "CREATE VIRTUAL TABLE ft USING fts5(a)"), "fts5 ok"),
  ],
  "sql rtree": ({ storage: { sql } }) => {
    run(sql, "CREATE VIRTUAL TABLE rt USING rtree(id, a, b)");
  },
  "sql sqlite_version": ({ storage: { sql } }) => run(sql, "SELECT sqlite_version()"),
  "sql load_extension": ({ storage: { sql } }) => run(sql, "SELECT load_extension('x')"),
  "sql random ok": ({ storage: { sql } }) => run(sql, "SELECT typeof(random()) AS t")[0],
  "sql current_timestamp": ({ storage: { sql } }) => typeof run(sql, "SELECT current_timestamp AS x")[0].x,
  "sql too long": ({ storage: { sql } }) => run(sql, `SELECT 1 ${" ".repeat(100_001)}`),
  "sql 101 params": ({ storage: { sql } }) => run(sql, `SELECT ${marks(101)}`, ...Array.from({ length: 101 }, () => 1)),
  "sql 101 columns": ({ storage: { sql } }) => run(sql, `CREATE TABLE cc (${Array.from({ length: 101 }, (_, i) => `c${i}`).join()})`),
  "sql like too long": ({ storage: { sql } }) => run(sql, `SELECT 'a' LIKE '${"a".repeat(51)}'`),
  "sql value too big": ({ storage: { sql } }) => {
    run(sql, "SELECT length(?)", "x".repeat(2_200_000));
  },
  "sql cursor props": ({ storage: { sql } }) => {
    const cursor = sql.exec("SELECT 1 AS a, 2 AS b");
    return [cursor.columnNames, cursor.rowsRead, cursor.rowsWritten];
  },
  "sql dup column names": ({ storage: { sql } }) => [sql.exec("SELECT 1 AS a, 2 AS a").columnNames, run(sql, "SELECT 1 AS a, 2 AS a")],
  "sql raw dup": ({ storage: { sql } }) => [...sql.exec("SELECT 1 AS a, 2 AS a").raw()],
  "sql multi statements last rows": ({ storage: { sql } }) => run(sql, "SELECT 1 AS a; SELECT 2 AS b;"),
  "sql multi bind": ({ storage: { sql } }) => run(sql, "SELECT ?; SELECT ?;", 1, 2),
  "sql rowsWritten insert": ({ storage: { sql } }) => {
    run(sql, "CREATE TABLE w (a)");
    const cursor = sql.exec("INSERT INTO w VALUES (1), (2), (3) RETURNING a");
    const rows = cursor.toArray().length;
    return [rows, cursor.rowsWritten];
  },
  "transactionSync returns promise": ({ storage }) => storage.transactionSync(() => Promise.resolve(1)),
  "transactionSync throws": ({ storage }) =>
    storage.transactionSync(() => {
      throw new Error("tsx");
    }),
  "kv sync get/put": ({ storage: { kv } }) => {
    kv.put("s", { x: 1 });
    return [kv.get("s"), kv.get("absent") ?? null, kv.delete("s"), kv.delete("s")];
  },
  "kv sync put undefined": ({ storage: { kv } }) => kv.put("s", undefined),
  "kv sync list type": ({ storage: { kv } }) => {
    const list = kv.list();
    return [Object.prototype.toString.call(list), typeof list[Symbol.iterator]];
  },
  databaseSize: ({ storage: { sql } }) => typeof sql.databaseSize,
  getCurrentBookmark: async ({ storage }) => (await storage.getCurrentBookmark()).length,
};
