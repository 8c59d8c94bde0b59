import { DurableObject } from "cloudflare:workers";

/** Every workload of the benchmark: /<workload>/<object>. The same file runs on each runtime. */
export class Thing extends DurableObject {
  count = 0;

  constructor(ctx, env) {
    super(ctx, env);
    this.sql = ctx.storage.sql;
  }

  async fetch(request) {
    const { pathname } = new URL(request.url);
    const workload = pathname.split("/")[1];
    return this[`do_${workload}`](request);
  }

  do_memory() {
    return new Response(String(++this.count));
  }

  async do_get() {
    return new Response(String((await this.ctx.storage.get("value")) ?? 0));
  }

  async do_put() {
    this.count += 1;
    await this.ctx.storage.put("value", this.count);
    return new Response(String(this.count));
  }

  async do_list() {
    const found = await this.ctx.storage.list({ limit: 1000 });
    return new Response(String(found.size));
  }

  do_insert() {
    this.tables();
    this.sql.exec("INSERT INTO entry (at, text) VALUES (?, ?)", Date.now(), "an entry of the ledger");
    return new Response("ok");
  }

  do_select() {
    const rows = this.sql.exec("SELECT id, at, text FROM shown ORDER BY id LIMIT 10").toArray();
    return Response.json(rows);
  }

  /** Fills the object for the workloads that read. */
  async do_fill() {
    this.tables();
    for (let i = 0; i < 10; i++) {
      this.sql.exec("INSERT OR REPLACE INTO shown VALUES (?, ?, ?)", i, 1700000000000 + i, `row ${i}`);
    }
    for (let from = 0; from < 1000; from += 100) {
      const pairs = {};
      for (let i = from; i < from + 100; i++) pairs[`key-${String(i).padStart(4, "0")}`] = { i };
      await this.ctx.storage.put(pairs);
    }
    await this.ctx.storage.put("value", 1);
    return new Response("filled");
  }

  tables() {
    if (this.made) return;
    this.sql.exec(`CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, at INTEGER, text TEXT);
      CREATE TABLE IF NOT EXISTS shown (id INTEGER PRIMARY KEY, at INTEGER, text TEXT)`);
    this.made = true;
  }

  describe(question) {
    return { id: question.id, name: `thing ${question.id}`, tags: ["a", "b"], at: 1700000000000 };
  }

  do_echo() {
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  do_room() {
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server, ["room"]);
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Whose messages are answered with whether the instance that took the socket is still there. */
  do_nap() {
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server, ["nap"]);
    this.up = true;
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(socket, message) {
    const [tag] = this.ctx.getTags(socket);
    if (tag === "nap") {
      socket.send(this.up ? "awake" : "woken");
      return;
    }
    if (tag === undefined) {
      socket.send(message);
      return;
    }
    for (const member of this.ctx.getWebSockets("room")) member.send(message);
  }

  async alarm() {
    const due = (await this.ctx.storage.get("due")) ?? 0;
    await this.ctx.storage.put("ran", Date.now() - due);
  }

  /** Sets an alarm for the time in the query, and forgets how late the last one was. */
  async do_due(request) {
    const at = Number(new URL(request.url).searchParams.get("at"));
    this.ctx.storage.put("due", at);
    this.ctx.storage.delete("ran");
    await this.ctx.storage.setAlarm(at);
    return new Response("set");
  }

  /** How many ms late the alarm was, -1 as long as it has not run. */
  async do_ran() {
    return new Response(String((await this.ctx.storage.get("ran")) ?? -1));
  }
}

const WORDS = "the quick brown fox jumps over the lazy dog while seven wizards quietly mix potions".split(" ");

/** Work for the processor: text, regular expressions, maps, JSON, a template, a digest. */
async function compute() {
  const people = [];
  for (let i = 0; i < 300; i++) {
    people.push({ id: i, name: `${WORDS[i % 16]} ${WORDS[(i * 7) % 16]}`, score: (i * 7919) % 1000 });
  }
  const groups = new Map();
  for (const person of JSON.parse(JSON.stringify(people))) {
    const key = person.name.replace(/[aeiou]/g, "*").slice(0, 4);
    const group = groups.get(key) ?? { members: [], total: 0 };
    group.members.push(person);
    group.total += person.score;
    groups.set(key, group);
  }
  const rows = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => `<tr><td>${escape(key)}</td><td>${group.members.length}</td><td>${group.total}</td></tr>`);
  const page = `<table>${rows.join("\n")}</table>`;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(page));
  return new Response([...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, "0")).join(""));
}

function escape(text) {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

export default {
  async fetch(request, env) {
    const [, workload, name = "one"] = new URL(request.url).pathname.split("/");
    switch (workload) {
      case "hello":
        return new Response("Hello World!");
      case "json": {
        const body = await request.json();
        return Response.json(body);
      }
      case "stream":
        return new Response(request.body);
      case "compute":
        return compute();
      case "rpc": {
        const answer = await env.THINGS.getByName(name).describe({ id: 7 });
        return new Response(answer.name);
      }
      default:
        return env.THINGS.getByName(name).fetch(request);
    }
  },
};
