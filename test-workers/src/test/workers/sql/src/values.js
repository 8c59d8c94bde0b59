import { failure } from "../../lib/cases.js";

function kinds(sql, value) {
  const { x, t } = sql.exec("SELECT ?1 AS x, typeof(?1) AS t", value).one();
  return [x instanceof ArrayBuffer ? [...new Uint8Array(x)] : x, t];
}

/** What becomes of values on their way in and out, and how large they may be. */
export const values = {
  results: (sql) => {
    const row = sql.exec("SELECT 1 AS i, 1.5 AS r, 'a' AS t, x'0102' AS b, NULL AS n").one();
    return [
      typeof row.i,
      row.i,
      typeof row.r,
      row.r,
      row.t,
      Object.prototype.toString.call(row.b),
      [...new Uint8Array(row.b)],
      row.n,
    ];
  },
  largeIntegers: (sql) => {
    const { a, b } = sql.exec("SELECT 9007199254740993 AS a, 9223372036854775807 AS b").one();
    return [typeof a, a === 9007199254740992, typeof b, b === 2 ** 63];
  },
  bindings: (sql) => [
    kinds(sql, "text"),
    kinds(sql, 1.5),
    kinds(sql, 2),
    kinds(sql, new Uint8Array([1, 2]).buffer),
    kinds(sql, new Uint8Array([0, 1, 2, 3]).subarray(1, 3)),
    kinds(sql, new DataView(new Uint8Array([7, 8]).buffer, 1)),
    kinds(sql, null),
    kinds(sql, undefined),
    kinds(sql, ""),
    kinds(sql, "a\u0000b"),
    kinds(sql, "\u{1F600}"),
  ],
  booleans: async (sql) => {
    sql.exec("CREATE TABLE strict_one(a INTEGER) STRICT");
    return [
      kinds(sql, true),
      kinds(sql, false),
      await failure(() => sql.exec("INSERT INTO strict_one VALUES (?)", true)),
    ];
  },
  integers: (sql) => {
    sql.exec("CREATE TABLE i(a INTEGER)");
    sql.exec("INSERT INTO i VALUES (?), (?)", 42, 2 ** 40);
    return sql.exec("SELECT a, typeof(a) FROM i").raw().toArray();
  },
  strange: async (sql) => [
    await failure(() => sql.exec("SELECT ?", 1n)),
    (await failure(() => sql.exec("SELECT ?", Symbol("s")))).name,
    kinds(sql, { a: 1 }),
    kinds(sql, [1, 2]),
    kinds(sql, { toString: () => "own" }),
  ],
  databaseSize: (sql) => {
    sql.exec("CREATE TABLE size(a)");
    const before = sql.databaseSize;
    sql.exec("INSERT INTO size VALUES (zeroblob(100000))");
    const after = sql.databaseSize;
    sql.exec("DELETE FROM size");
    return [before > 0, before % 4096, after >= before + 98304, sql.databaseSize < after];
  },
  largeValues: async (sql) => {
    sql.exec("CREATE TABLE large(a)");
    sql.exec("INSERT INTO large VALUES (?)", "x".repeat(2_000_000));
    sql.exec("INSERT INTO large VALUES (?)", new Uint8Array(2_000_000));
    return [
      sql.exec("SELECT sum(length(a)) AS n FROM large").one().n,
      await failure(() => sql.exec("INSERT INTO large VALUES (?)", "x".repeat(5_000_000))),
      await failure(() => sql.exec("SELECT zeroblob(5000000)")),
      sql.exec("SELECT count(*) AS n FROM large").one().n,
    ];
  },
  longStatements: async (sql) => {
    const text = (length) => `SELECT '${"x".repeat(length - 9)}'`;
    return [
      text(100_000).length,
      sql.exec(text(100_000)).raw().next().value[0].length,
      await failure(() => sql.exec(text(100_001))),
    ];
  },
  manyParameters: async (sql) => {
    const query = (count) => `SELECT ${Array(count).fill("?").join(" + ")} AS s`;
    const fill = (count) => Array(count).fill(1);
    return [
      sql.exec(query(90), ...fill(90)).one().s,
      sql.exec(`SELECT max(${Array(100).fill("?").join()}) AS m`, ...fill(100)).one().m,
      await failure(() => sql.exec(`SELECT max(${Array(101).fill("?").join()})`, ...fill(101))),
    ];
  },
  manyColumns: async (sql) => {
    const table = (name, count) =>
      `CREATE TABLE ${name}(${Array.from({ length: count }, (_, i) => `c${i}`).join()})`;
    sql.exec(table("wide", 100));
    return failure(() => sql.exec(table("wider", 101)));
  },
  clocks: (sql) => {
    const { d, u, c, r } = sql
      .exec(
        "SELECT datetime('now') AS d, unixepoch() AS u, current_timestamp AS c, typeof(random()) AS r",
      )
      .one();
    const near = (millis) => Math.abs(millis - Date.now()) < 60_000;
    return [near(Date.parse(`${d}Z`)), near(u * 1000), near(Date.parse(`${c}Z`)), r];
  },
};
