import { DurableObject } from "cloudflare:workers";
import { failure, serve } from "../../lib/cases.js";

/** A key and a table that hold the same text. */
export class Ledger extends DurableObject {
  write(text) {
    this.ctx.storage.kv.put("text", text);
    this.ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS entry(text)");
    this.ctx.storage.sql.exec("INSERT INTO entry VALUES (?)", text);
  }

  read() {
    const tables = this.ctx.storage.sql.exec("SELECT name FROM sqlite_schema WHERE name = 'entry'").toArray();
    const entries = tables.length === 0 ? [] : [...this.ctx.storage.sql.exec("SELECT text FROM entry").raw()].flat();
    return [this.ctx.storage.kv.get("text") ?? null, entries];
  }

  bookmark() {
    return this.ctx.storage.getCurrentBookmark();
  }

  bookmarkAt(time, asDate) {
    return this.ctx.storage.getBookmarkForTime(asDate ? new Date(time) : time);
  }

  async restore(bookmark) {
    return await this.ctx.storage.onNextSessionRestoreBookmark(bookmark);
  }

  restart() {
    this.ctx.abort("restart");
  }

  setAlarm(time) {
    return this.ctx.storage.setAlarm(time);
  }

  deleteAlarm() {
    return this.ctx.storage.deleteAlarm();
  }

  getAlarm() {
    return this.ctx.storage.getAlarm();
  }

  alarm() {}

  refusals() {
    const { storage } = this.ctx;
    return Promise.all([
      failure(() => storage.getBookmarkForTime("x")),
      failure(() => storage.onNextSessionRestoreBookmark("x")),
    ]);
  }
}

/** Backed by key-value pairs only. */
export class Pairs extends DurableObject {
  refusals() {
    const { storage } = this.ctx;
    return Promise.all([
      failure(() => storage.getCurrentBookmark()),
      failure(() => storage.getBookmarkForTime(Date.now())),
      failure(() => storage.onNextSessionRestoreBookmark("x")),
    ]);
  }
}

/** A stub at each call: one whose object was reset stays broken. */
function stubs(namespace, id) {
  return () => namespace.get(id);
}

async function restart(object) {
  await failure(() => object().restart());
}

const cases = {
  async bookmarks({ env }) {
    const object = stubs(env.LEDGER, env.LEDGER.newUniqueId());
    const bookmarks = [];
    for (let i = 0; i < 3; i++) {
      await object().write(`text ${i}`);
      bookmarks.push(await object().bookmark());
    }
    await restart(object);
    bookmarks.push(await object().bookmark());
    return bookmarks;
  },

  async restoreAndUndo({ env }) {
    const object = stubs(env.LEDGER, env.LEDGER.newUniqueId());
    await object().write("first");
    const bookmark = await object().bookmark();
    await object().write("second");
    const undo = await object().restore(bookmark);
    const before = await object().read();
    await restart(object);
    const restored = await object().read();
    await object().write("third");
    const again = await object().read();
    await object().restore(undo);
    await restart(object);
    return [before, restored, again, await object().read(), undo > bookmark];
  },

  async write({ env, query }) {
    await env.LEDGER.getByName("timed").write(query.text);
    return "written";
  },

  async readAt({ env, query }) {
    const object = stubs(env.LEDGER, env.LEDGER.idFromName("timed"));
    const bookmark = await object().bookmarkAt(Number(query.time), query.date === "true");
    const undo = await object().restore(bookmark);
    await restart(object);
    const state = await object().read();
    await object().restore(undo);
    await restart(object);
    return [state, await object().read()];
  },

  tooEarly({ env, query }) {
    return failure(() => env.LEDGER.getByName("timed").bookmarkAt(Number(query.time), false));
  },

  async alarm({ env }) {
    const object = stubs(env.LEDGER, env.LEDGER.newUniqueId());
    const time = Date.now() + 1e9;
    await object().setAlarm(time);
    const bookmark = await object().bookmark();
    await object().deleteAlarm();
    await object().restore(bookmark);
    await restart(object);
    return (await object().getAlarm()) === time;
  },

  refusals({ env }) {
    return env.LEDGER.getByName("refusals").refusals();
  },

  refusalsWithoutSqlite({ env }) {
    return env.PAIRS.getByName("refusals").refusals();
  },

  now() {
    return Date.now();
  },
};

export default { fetch: serve(cases) };
