import { DurableObject, RpcTarget } from "cloudflare:workers";

class Tally extends RpcTarget {
  #sum;
  constructor(sum) {
    super();
    this.#sum = sum;
  }
  add(more) {
    return (this.#sum += more);
  }
}

export class Thing extends DurableObject {
  log = [];
  instance = 0;

  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, said_at INTEGER, text TEXT)");
    ctx.blockConcurrencyWhile(async () => {
      this.instance = ((await ctx.storage.get("instance")) ?? 0) + 1;
      await ctx.storage.put("instance", this.instance);
    });
  }

  async fetch(request) {
    if (request.headers.get("Upgrade") === "websocket") {
      const [client, server] = Object.values(new WebSocketPair());
      this.ctx.acceptWebSocket(server, ["guest"]);
      server.serializeAttachment({ name: request.headers.get("X-Name") ?? "somebody", count: 0 });
      return new Response(null, { status: 101, webSocket: client });
    }
    const body = await request.text();
    return new Response(`${request.method} ${body}`, { status: 201, headers: { "X-Thing": String(this.ctx.id.name) } });
  }

  webSocketMessage(ws, message) {
    const attachment = ws.deserializeAttachment();
    attachment.count++;
    ws.serializeAttachment(attachment);
    ws.send(`${attachment.name} ${attachment.count}: ${message}`);
  }

  webSocketClose(ws, code, reason) {
    this.ctx.storage.put("closed", `${code} ${reason}`);
    ws.close(code, reason);
  }

  async alarm({ isRetry }) {
    await this.ctx.storage.put("rang", ((await this.ctx.storage.get("rang")) ?? 0) + 1);
    if (!isRetry && (await this.ctx.storage.get("failFirst"))) throw new Error("not yet");
  }

  instances() {
    return this.instance;
  }
  async put(key, value) {
    await this.ctx.storage.put(key, value);
  }
  async get(key) {
    return (await this.ctx.storage.get(key)) ?? null;
  }
  remove(key) {
    return this.ctx.storage.delete(key);
  }
  async keys(prefix) {
    return [...(await this.ctx.storage.list({ prefix })).keys()];
  }
  setAlarm(millis) {
    return this.ctx.storage.setAlarm(Date.now() + millis);
  }
  async hasAlarm() {
    return (await this.ctx.storage.getAlarm()) !== null;
  }

  note(text) {
    this.ctx.storage.sql.exec("INSERT INTO note (said_at, text) VALUES (?, ?)", 1000, text);
    return this.notes();
  }
  notes() {
    const rows = this.ctx.storage.sql.exec("SELECT id, said_at AS saidAt, text FROM note ORDER BY id");
    return rows.toArray();
  }

  transfer(amount, limit) {
    return this.ctx.storage.transaction(async (txn) => {
      await txn.put("balance", amount);
      await this.env.THING.getByName("bank").instances();
      if (amount > limit) throw new RangeError("over the limit");
      return (await txn.get("balance")) + 1;
    });
  }
  both(first, second) {
    return this.ctx.storage.transactionSync(() => {
      this.ctx.storage.sql.exec("INSERT INTO note (id, text) VALUES (?, 'first')", first);
      this.ctx.storage.sql.exec("INSERT INTO note (id, text) VALUES (?, 'second')", second);
      return "done";
    });
  }

  /** Waits for another event of this object. */
  async waitForKey(key) {
    while ((await this.ctx.storage.get(key)) === undefined) await new Promise((done) => setTimeout(done, 5));
    return this.ctx.storage.get(key);
  }
  async gated(name) {
    await this.ctx.blockConcurrencyWhile(async () => {
      this.log.push(`${name} begins`);
      await new Promise((done) => setTimeout(done, 20));
      this.log.push(`${name} ends`);
    });
    return this.log;
  }
  shared() {
    return this.log;
  }

  async callback(times, listener) {
    for (let i = 1; i < times; i++) await listener(`call ${i}`);
    return "last";
  }
  tally(sum) {
    return new Tally(sum);
  }
  fail(message) {
    throw new TypeError(message);
  }
  async failBelow(message) {
    await this.env.THING.getByName("below").fail(message);
  }
  failGate() {
    return this.ctx.blockConcurrencyWhile(async () => {
      throw new Error("the gate fell");
    });
  }
  abort(reason) {
    this.ctx.abort(reason);
  }
  echo(value) {
    return value;
  }
  async fetchOther(name, text) {
    const response = await this.env.THING.getByName(name).fetch("https://thing/", { method: "POST", body: text });
    return `${response.status} ${response.headers.get("X-Thing")} ${await response.text()}`;
  }
}
