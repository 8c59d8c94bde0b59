import { DurableObject } from "cloudflare:workers";

const plain = (cursor) => cursor.toArray();
const named = async (call) => {
  try {
    await call();
    return "none";
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};

class Foreign {
  value = 1;
}

/** What one object sees of its storage, alarms, sockets and calls; the same in Cases.java. */
export class Cases extends DurableObject {
  calls = 0;
  order = [];
  kept = null;

  constructor(ctx, env) {
    super(ctx, env);
    this.storage = ctx.storage;
    this.sql = ctx.storage.sql;
    this.woken = ctx.getWebSockets().length;
    if (String(ctx.id.name).startsWith("broken")) throw new RangeError("it cannot begin");
  }

  call() {
    return ++this.calls;
  }

  // Storage

  async absent() {
    await this.storage.put({ b: 1, a: 2 });
    const both = await this.storage.get(["b", "x", "a"]);
    return [(await this.storage.get("none")) === undefined, [...both.keys()], [...both.values()]];
  }

  async listed(kind) {
    await this.storage.put({ "a:1": 1, "a:2": 2, b: 3, c: 4, é: 5 });
    const keys = async (options) =>
      kind === "sync"
        ? [...this.storage.kv.list(options)].map(([key]) => key)
        : [...(await this.storage.list(options)).keys()];
    return [
      await keys(),
      await keys({ start: "b" }),
      await keys({ startAfter: "b" }),
      await keys({ end: "b" }),
      await keys({ prefix: "a:" }),
      await keys({ prefix: "a:", start: "a:2" }),
      await keys({ reverse: true, start: "a:2", end: "c" }),
      await keys({ limit: 2 }),
      await keys({ limit: 2, reverse: true }),
    ];
  }

  async values() {
    const value = {
      text: "é中",
      number: -2.5,
      big: 12345678901234567890n,
      date: new Date(1000),
      bytes: new Uint8Array([1, 255]),
      list: [1, null, [true]],
      map: new Map([["k", 1]]),
      set: new Set(["x"]),
      pattern: /a+/,
      nan: NaN,
    };
    await this.storage.put("value", value);
    const found = await this.storage.get("value");
    return [
      found.text,
      found.number,
      String(found.big),
      found.date.getTime(),
      [...found.bytes],
      found.list,
      found.map.get("k"),
      found.set.has("x"),
      found.pattern.source,
      Number.isNaN(found.nan),
    ];
  }

  async copies() {
    const list = [1];
    await this.storage.put("list", list);
    list.push(2);
    const found = await this.storage.get("list");
    found.push(3);
    return this.storage.get("list");
  }

  async refuses(kind) {
    const put = kind === "sync" ? async () => this.storage.kv.put("f", () => 1) : () => this.storage.put("f", () => 1);
    const told = await named(put);
    return [told.split(":")[0], (await this.storage.get("f")) === undefined];
  }

  async removes() {
    await this.storage.put({ a: 1, b: 2, c: 3 });
    return [
      await this.storage.delete("a"),
      await this.storage.delete("a"),
      await this.storage.delete(["b", "c", "x"]),
      this.storage.kv.delete("a"),
    ];
  }

  async sees() {
    this.storage.put("one", 1);
    const first = await this.storage.get("one");
    this.storage.kv.put("two", 2);
    const second = await this.storage.get("two");
    this.storage.put("three", 3);
    return [first, second, this.storage.kv.get("three"), this.storage.kv.get("none") === undefined];
  }

  async syncs() {
    this.storage.put("late", 1);
    await this.storage.sync();
    await this.storage.sync();
    return this.storage.get("late");
  }

  async clears() {
    await this.storage.put("key", 1);
    this.sql.exec("CREATE TABLE gone (id INTEGER)");
    await this.storage.setAlarm(Date.now() + 100000);
    await this.storage.deleteAll();
    const tables = this.sql.exec("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'gone'").one().n;
    const alarm = await this.storage.getAlarm();
    await this.storage.put("new", 2);
    return [(await this.storage.get("key")) === undefined, tables, alarm === null, await this.storage.get("new"), this.call()];
  }

  async tooBig() {
    const told = await named(() => this.storage.put("big", new Uint8Array(5_000_000)));
    return told.includes("SQLITE_TOOBIG");
  }

  async increment() {
    const value = ((await this.storage.get("count")) ?? 0) + 1;
    await this.storage.put("count", value);
    return value;
  }

  // Transactions

  async transaction() {
    await this.storage.put({ a: 1, b: 2 });
    const seen = await this.storage.transaction(async (txn) => {
      await txn.put("c", 3);
      await txn.delete("a");
      return [[...(await txn.list()).keys()], (await txn.get("a")) === undefined];
    });
    const undone = await this.storage.transaction(async (txn) => {
      await txn.put("d", 4);
      txn.rollback();
      return "undone";
    });
    return [seen, undone, [...(await this.storage.list()).keys()]];
  }

  async failing(kind) {
    this.sql.exec("CREATE TABLE IF NOT EXISTS entry (id INTEGER)");
    const work = () => {
      this.storage.kv.put("in", 1);
      this.sql.exec("INSERT INTO entry VALUES (1)");
      throw new RangeError("taken back");
    };
    const told = await named(
      kind === "sync" ? async () => this.storage.transactionSync(work) : () => this.storage.transaction(async () => work()),
    );
    return [told, (await this.storage.get("in")) === undefined, this.sql.exec("SELECT count(*) AS n FROM entry").one().n];
  }

  // SQL

  async statements() {
    const { sql } = this;
    sql.exec("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, name TEXT, size REAL, raw BLOB)");
    const inserted = sql.exec("INSERT INTO t VALUES (?, ?, ?, ?)", 1, "one", 2.5, new Uint8Array([7]));
    sql.exec("INSERT INTO t (id, name) VALUES (2, 'two'); INSERT INTO t (id, name) VALUES (?, ?)", 3, null);
    const rows = [];
    for (const row of sql.exec("SELECT id, name FROM t ORDER BY id")) rows.push(`${row.id} ${row.name}`);
    const { raw, size, name } = sql.exec("SELECT * FROM t WHERE id = 1").one();
    return [
      plain(inserted).length,
      inserted.columnNames,
      rows,
      sql.exec("SELECT name AS n, id FROM t").columnNames,
      plain(sql.exec("SELECT id FROM t WHERE id > ? AND id < ?", 1, 9)).map((row) => row.id),
      [new Uint8Array(raw)[0], size, name],
      plain(sql.exec("INSERT INTO t (id) VALUES (9) RETURNING id * 2 AS twice"))[0].twice,
      sql.databaseSize > 0,
      plain(sql.exec("SELECT typeof(?) AS a, typeof(?) AS b, typeof(?) AS c, typeof(?) AS d", "x", 1.5, new Uint8Array(1), null))[0],
    ];
  }

  async sqlFaults() {
    const { sql } = this;
    sql.exec("CREATE TABLE IF NOT EXISTS u (id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0))");
    sql.exec("INSERT INTO u VALUES (1, 1)");
    const of = (query, ...bindings) => named(async () => sql.exec(query, ...bindings).toArray());
    const found = [
      await of("SELECT ?"),
      await of("SELECT 1", 2),
      await of("SELEC 1"),
      await of("SELECT * FROM none"),
      await of("INSERT INTO u VALUES (1, 2)"),
      await of("INSERT INTO u VALUES (2, 0)"),
      await of("BEGIN"),
      await named(async () => sql.exec("SELECT * FROM u WHERE id = 5").one()),
      await named(async () => sql.exec("SELECT 1 UNION SELECT 2").one()),
    ];
    return [...found, plain(sql.exec("SELECT count(*) AS n FROM u"))[0].n];
  }

  features() {
    const { sql } = this;
    sql.exec(`CREATE TABLE IF NOT EXISTS f (k TEXT PRIMARY KEY, n INTEGER, twice INTEGER AS (n * 2)) STRICT`);
    for (let i = 0; i < 2; i++) sql.exec("INSERT INTO f (k, n) VALUES ('a', 1) ON CONFLICT (k) DO UPDATE SET n = n + 1");
    return [
      sql.exec("SELECT twice FROM f").one().twice,
      sql.exec(`SELECT '{"a":{"b":7}}' -> 'a' ->> 'b' AS v`).one().v,
      sql.exec("SELECT sum(value) AS v FROM json_each('[1,2,3]')").one().v,
      sql.exec("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 5) SELECT sum(x) AS v FROM c").one().v,
      plain(sql.exec("SELECT row_number() OVER (ORDER BY value DESC) AS r FROM json_each('[5,6]')")).map((row) => row.r),
    ];
  }

  keepsWhatWasWritten() {
    this.sql.exec("CREATE TABLE IF NOT EXISTS w (id INTEGER)");
    this.sql.exec("INSERT INTO w VALUES (1)");
    throw new RangeError("after the write");
  }
  written() {
    return this.sql.exec("SELECT count(*) AS n FROM w").one().n;
  }

  // Alarms

  async alarms() {
    const at = Date.now() + 50_000;
    const before = await this.storage.getAlarm();
    await this.storage.setAlarm(at);
    const set = (await this.storage.getAlarm()) - at;
    await this.storage.setAlarm(new Date(at + 1000));
    const again = (await this.storage.getAlarm()) - at;
    await this.storage.deleteAlarm();
    await this.storage.deleteAlarm();
    return [before, set, again, await this.storage.getAlarm()];
  }

  /** What the next alarms do: a number of failures, or of runs that each set the next one. */
  async plan(how, count, millis) {
    await this.storage.put({ how, count, ran: [] });
    await this.storage.setAlarm(Date.now() + millis);
  }
  async ran() {
    return [(await this.storage.get("ran")) ?? [], (await this.storage.getAlarm()) !== null];
  }

  async alarm({ retryCount, isRetry }) {
    const ran = await this.storage.get("ran");
    const set = (await this.storage.getAlarm()) !== null;
    ran.push(`${retryCount} ${isRetry} ${set}`);
    await this.storage.put("ran", ran);
    const count = await this.storage.get("count");
    switch (await this.storage.get("how")) {
      case "fail":
        if (ran.length <= count) throw new Error("not yet");
        break;
      case "again":
        if (ran.length < count) await this.storage.setAlarm(Date.now() + 1000);
        break;
      case "clear":
        await this.storage.deleteAll();
        await this.storage.put("ran", ran);
        break;
    }
  }

  // Gates

  async lose(guarded) {
    const work = async () => {
      const value = (await this.storage.get("lost")) ?? 0;
      await new Promise((done) => setTimeout(done, 20));
      await this.storage.put("lost", value + 1);
    };
    await (guarded ? this.ctx.blockConcurrencyWhile(work) : work());
    return this.storage.get("lost");
  }

  busy(name) {
    for (let i = 0; i < 300; i++) {
      this.order.push(name);
      this.sql.exec("SELECT 1").toArray();
      this.storage.kv.get("none");
    }
    return this.order.length;
  }
  changes() {
    return this.order.filter((name, i) => i > 0 && name !== this.order[i - 1]).length;
  }

  // Calls

  append(number) {
    this.order.push(number);
    return this.order;
  }
  async inOrder(other) {
    const stub = this.env.CASES.getByName(other);
    const all = await Promise.all([1, 2, 3].map((number) => stub.append(number)));
    return all.at(-1);
  }

  async block() {
    await this.ctx.blockConcurrencyWhile(() => new Promise((done) => setTimeout(done, 20)));
    this.order.push("unblocked");
  }
  async afterBlock(other) {
    const stub = this.env.CASES.getByName(other);
    const all = await Promise.all([stub.block(), stub.append(1), stub.append(2), stub.append(3)]);
    return all.at(-1).filter((each) => each !== "unblocked");
  }

  /** Something that goes on for a while after the answer. */
  linger(how, other) {
    if (how === "timer") setTimeout(() => this.order.push("rang"), 30_000);
    else this.env.CASES.getByName(other).dawdle();
    return this.call();
  }
  async dawdle() {
    await new Promise((done) => setTimeout(done, 30_000));
    return this.call();
  }

  async change(list) {
    list.push("changed");
    return list;
  }
  async callByCopy(other) {
    const list = ["mine"];
    const theirs = await this.env.CASES.getByName(other).change(list);
    return [list, theirs];
  }

  foreign() {
    return new Foreign();
  }
  hold(listener) {
    this.kept = listener.dup();
  }
  useHeld() {
    return this.kept("later");
  }
  async lend(other) {
    const heard = [];
    const stub = this.env.CASES.getByName(other);
    await stub.hold((text) => heard.push(text));
    await stub.useHeld();
    return heard;
  }
  #hidden() {
    return "hidden";
  }

  // Facets

  async facets() {
    const { facets } = this.ctx;
    const child = () => facets.get("child", () => ({ class: this.ctx.exports.Cases }));
    const before = child();
    const counts = [await before.increment(), await before.increment(), await this.increment()];
    facets.clone("child", "twin");
    const twin = facets.get("twin", () => ({ class: this.ctx.exports.Cases }));
    counts.push(await twin.increment());
    facets.abort("child", "ended by its parent");
    const told = await named(() => before.increment());
    counts.push(await child().increment());
    facets.delete("child");
    counts.push(await child().increment());
    return [counts, told, await named(async () => facets.delete(""))];
  }

  // Sockets

  fetch(request) {
    const [client, server] = Object.values(new WebSocketPair());
    if (new URL(request.url).pathname.endsWith("/standard")) {
      server.accept();
      server.addEventListener("message", (event) => server.send(`${typeof event.data} ${event.data}`));
      server.addEventListener("close", (event) => {
        if (event.reason === "abort") this.storage.put("undurable", true);
        server.close(4000, "too late");
        if (event.reason === "abort") this.ctx.abort("before it was durable");
        this.storage.put("closed", `${event.code} ${event.reason} ${event.wasClean}`);
      });
    } else {
      const tags = (new URL(request.url).searchParams.get("tags") ?? "").split(",").filter((tag) => tag !== "");
      this.ctx.acceptWebSocket(server, tags);
      server.send(`welcome ${this.ctx.getTags(server).join(" ")}`);
    }
    return new Response(null, { status: 101, webSocket: client });
  }

  async webSocketMessage(ws, message) {
    const [command, ...words] = message.split(" ");
    const rest = words.join(" ");
    switch (command) {
      case "attach": {
        const value = { text: rest };
        ws.serializeAttachment(value);
        value.text = "changed";
        return;
      }
      case "attached":
        ws.send(`${ws.deserializeAttachment()?.text ?? "nothing"} ${this.woken}`);
        return;
      case "large":
        ws.send(await named(async () => ws.serializeAttachment("x".repeat(17_000))));
        return;
      case "all":
        for (const member of this.ctx.getWebSockets(rest)) member.send("to all");
        return;
      case "count":
        ws.send(`${this.ctx.getWebSockets().length} ${this.ctx.getWebSockets("red").length} ${this.ctx.getWebSockets("none").length}`);
        return;
      case "bye":
        ws.close(4001, rest);
        return;
      default:
        ws.send(message);
    }
  }

  webSocketClose(ws, code, reason, wasClean) {
    return this.storage.put("closed", `${code} ${reason} ${wasClean}`);
  }

  async closed() {
    return (await this.storage.get("closed")) ?? null;
  }

  autoRespond() {
    this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  acceptTwice() {
    const [, server] = Object.values(new WebSocketPair());
    server.accept();
    return named(async () => this.ctx.acceptWebSocket(server));
  }
}
