import { DurableObject } from "cloudflare:workers";
import { serve } from "../../lib/cases.js";

/** Writes the same number in every way there is. */
export class Ledger extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    for (const table of ["ledger", "debit", "credit"]) {
      ctx.storage.sql.exec(`CREATE TABLE IF NOT EXISTS ${table}(n INTEGER PRIMARY KEY)`);
    }
  }

  async write(n, alarmIn) {
    const { storage } = this.ctx;
    storage.put("n", n);
    storage.sql.exec("INSERT INTO ledger VALUES (?)", n);
    storage.transactionSync(() => {
      storage.sql.exec("INSERT INTO debit VALUES (?)", n);
      storage.sql.exec("INSERT INTO credit VALUES (?)", n);
    });
    if (alarmIn >= 0) {
      storage.kv.put("alarm", n);
      storage.setAlarm(Date.now() + alarmIn);
    }
    await storage.transaction(async (txn) => {
      await txn.put("first", n);
      await scheduler.wait(0);
      await txn.put("second", n);
    });
    return n;
  }

  async alarm() {
    await this.env.BELLS.getByName("bell").ring(this.ctx.id.name, this.ctx.storage.kv.get("alarm"));
  }

  look() {
    const { kv, sql } = this.ctx.storage;
    const rows = (table) =>
      Object.values(
        sql.exec(`SELECT count(*), coalesce(max(n), 0) FROM ${table}`).one(),
      );
    return {
      n: kv.get("n") ?? 0,
      first: kv.get("first") ?? 0,
      second: kv.get("second") ?? 0,
      ledger: rows("ledger"),
      debit: rows("debit"),
      credit: rows("credit"),
    };
  }
}

/** Is rung by the alarms of the ledgers, so that nobody has to ask them. */
export class Bell extends DurableObject {
  #waiting = [];

  ring(name, n) {
    const { kv } = this.ctx.storage;
    kv.put(name, Math.max(n, kv.get(name) ?? 0));
    const waiting = this.#waiting;
    this.#waiting = [];
    waiting.forEach((resolve) => resolve());
  }

  async rung(name, n) {
    while ((this.ctx.storage.kv.get(name) ?? 0) < n) {
      await new Promise((resolve) => this.#waiting.push(resolve));
    }
    return this.ctx.storage.kv.get(name) ?? 0;
  }
}

/** One value that many use at a time. */
export class Register extends DurableObject {
  async read() {
    return (await this.ctx.storage.get("value")) ?? 0;
  }

  async write(value) {
    await this.ctx.storage.put("value", value);
    return 0;
  }

  async add(amount) {
    const value = (await this.read()) + amount;
    this.ctx.storage.put("value", value);
    return value;
  }
}

export default {
  fetch: serve({
    write: ({ env, query }) =>
      env.LEDGERS.getByName(query.name).write(Number(query.n), Number(query.alarm)),
    look: ({ env, query }) => env.LEDGERS.getByName(query.name).look(),
    rung: ({ env, query }) => env.BELLS.getByName("bell").rung(query.name, Number(query.n)),
    register: ({ env, query }) => {
      const stub = env.REGISTERS.getByName(query.name);
      return stub[query.kind](Number(query.argument));
    },
  }),
};
