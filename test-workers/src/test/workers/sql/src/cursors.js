import { failure } from "../../lib/cases.js";

function numbers(sql) {
  sql.exec("CREATE TABLE IF NOT EXISTS n(a INTEGER PRIMARY KEY, b TEXT)");
  sql.exec("DELETE FROM n");
  sql.exec("INSERT INTO n VALUES (1, 'one'), (2, 'two'), (3, 'three')");
}

/** What cursors do. */
export const cursors = {
  execRunsAtOnce: (sql) => {
    sql.exec("CREATE TABLE t(a)");
    sql.exec("INSERT INTO t VALUES (1)");
    const cursor = sql.exec("SELECT a FROM t");
    return [typeof cursor.next, Object.prototype.toString.call(cursor), cursor.one().a];
  },
  placeholders: (sql) => sql.exec("SELECT ? AS a, ? AS b, ? AS c", 1, "two", null).one(),
  wrongBindings: (sql) =>
    Promise.all([
      failure(() => sql.exec("SELECT ?")),
      failure(() => sql.exec("SELECT ?", 1, 2)),
      failure(() => sql.exec("SELECT 1", 1)),
    ]),
  severalStatements: async (sql) => [
    sql
      .exec("CREATE TABLE t(a); INSERT INTO t VALUES (1); INSERT INTO t SELECT ? + a FROM t; ", 5)
      .toArray(),
    sql.exec("SELECT 1 AS x; SELECT a FROM t WHERE a > ?", 2).toArray(),
    await failure(() => sql.exec("INSERT INTO t VALUES (?); SELECT ?", 1, 2)),
    sql.exec("SELECT count(*) AS n FROM t").one().n,
  ],
  iteration: (sql) => {
    numbers(sql);
    const seen = [];
    for (const row of sql.exec("SELECT * FROM n ORDER BY a")) {
      seen.push(row);
    }
    return seen;
  },
  next: (sql) => {
    const cursor = sql.exec("SELECT 1 AS a UNION SELECT 2");
    return [cursor.next(), cursor.next(), cursor.next(), cursor.next()];
  },
  arrays: (sql) => {
    numbers(sql);
    const query = "SELECT a FROM n ORDER BY a";
    const partly = sql.exec(query);
    partly.next();
    return [
      sql.exec(query).toArray(),
      Array.from(sql.exec(query)),
      [...sql.exec(query)],
      partly.toArray(),
      partly.toArray(),
    ];
  },
  one: async (sql) => [
    sql.exec("SELECT 7 AS a").one(),
    await failure(() => sql.exec("SELECT 7 AS a WHERE 0").one()),
    await failure(() => sql.exec("SELECT 7 AS a UNION SELECT 8").one()),
  ],
  raw: (sql) => {
    numbers(sql);
    const raw = sql.exec("SELECT * FROM n ORDER BY a").raw();
    return [raw.next(), [...raw], raw.next(), sql.exec("SELECT 1, 2").raw().toArray()];
  },
  sharedPosition: (sql) => {
    numbers(sql);
    const cursor = sql.exec("SELECT a FROM n ORDER BY a");
    const raw = cursor.raw();
    return [cursor.next().value, raw.next().value, cursor.toArray(), raw.toArray()];
  },
  columnNames: (sql) => {
    const cursor = sql.exec("SELECT 1 AS b, 2 AS a, 3 AS b");
    const before = cursor.columnNames;
    cursor.toArray();
    return [before, cursor.columnNames, sql.exec("SELECT 1 AS z WHERE 0").columnNames];
  },
  rowsRead: (sql) => {
    numbers(sql);
    const cursor = sql.exec("SELECT * FROM n");
    const counts = [];
    cursor.next();
    counts.push(cursor.rowsRead);
    cursor.toArray();
    counts.push(cursor.rowsRead);
    return counts;
  },
  rowsWritten: (sql) => {
    const written = (query) => sql.exec(query).rowsWritten;
    sql.exec("CREATE TABLE w(a, b)");
    const plain = [
      written("INSERT INTO w VALUES (1, 1), (2, 2)"),
      written("UPDATE w SET b = 9 WHERE a = 1"),
      written("DELETE FROM w WHERE a = 2"),
      written("SELECT * FROM w"),
    ];
    sql.exec("CREATE INDEX i ON w(b)");
    return [plain, written("INSERT INTO w VALUES (3, 3)")];
  },
  returning: (sql) => {
    numbers(sql);
    return [
      sql.exec("INSERT INTO n VALUES (4, 'four'), (5, 'five') RETURNING a, upper(b) AS u").toArray(),
      sql.exec("DELETE FROM n WHERE a > 3 RETURNING a").raw().toArray(),
    ];
  },
  unreadWrite: (sql) => {
    numbers(sql);
    sql.exec("INSERT INTO n VALUES (9, 'nine')");
    sql.exec("UPDATE n SET b = 'NINE' WHERE a = 9");
    return sql.exec("SELECT b FROM n WHERE a = 9").one();
  },
  withoutRows: (sql) => {
    const created = sql.exec("CREATE TABLE e(a)");
    const inserted = sql.exec("INSERT INTO e VALUES (1)");
    return [created.toArray(), created.columnNames, inserted.toArray(), inserted.columnNames];
  },
  duplicateNames: (sql) => {
    const query = "SELECT 1 AS z, 2 AS a, 3 AS z";
    const [row] = sql.exec(query).toArray();
    return [Object.keys(row), row, sql.exec(query).raw().toArray()];
  },
  sameTextTwice: (sql) => {
    numbers(sql);
    const query = "SELECT a FROM n ORDER BY a";
    const first = sql.exec(query);
    const seen = [first.next().value.a];
    for (const { a } of sql.exec(query)) {
      seen.push(a);
    }
    return [...seen, ...first.raw().toArray().flat()];
  },
  laterChanges: async (sql) => {
    numbers(sql);
    const cursor = sql.exec("SELECT a FROM n WHERE a > 0");
    const seen = [cursor.next().value.a];
    await scheduler.wait(1);
    sql.exec("INSERT INTO n VALUES (10, 'ten')");
    await scheduler.wait(1);
    return [...seen, ...cursor.raw().toArray().flat()];
  },
  consumedBefore: async (sql) => {
    numbers(sql);
    const rows = sql.exec("SELECT a FROM n ORDER BY a").toArray();
    await scheduler.wait(1);
    sql.exec("DELETE FROM n");
    return rows;
  },
  typeParameters: (sql) => [sql.exec.length, sql.exec("SELECT 1 AS a").one.length],
  textOnly: async (sql) => {
    const table = "made";
    return [
      sql.exec(`SELECT count(*) AS n FROM ${table}`).one().n,
      await failure(() => sql.exec`SELECT ${1}`),
      await failure(() => sql.exec()),
    ];
  },
  sameObject: (sql, { ctx }) => ctx.storage.sql === sql && sql === ctx.storage.sql,
};
