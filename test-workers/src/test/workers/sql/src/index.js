import { DurableObject } from "cloudflare:workers";
import { failure, serve } from "../../lib/cases.js";
import { cursors } from "./cursors.js";
import { turns } from "./turns.js";
import { values } from "./values.js";

const inside = { ...cursors, ...values, ...turns };

/** Runs the cases of this folder in itself, each with its SqlStorage and itself. */
export class Sql extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS made(at INTEGER)");
    ctx.storage.sql.exec("INSERT INTO made VALUES (?)", 1);
  }

  case(name, ...args) {
    return inside[name](this.ctx.storage.sql, this, ...args);
  }

  /** What each statement answers: its rows, or the text of its error. */
  statements(all) {
    return all.map((statement) => answer(this.ctx.storage.sql, statement));
  }
}

/** Backed by key-value pairs only. */
export class Pairs extends DurableObject {
  refusals() {
    return Promise.all([
      failure(() => this.ctx.storage.sql),
      failure(() => this.ctx.storage.transactionSync(() => 1)),
    ]);
  }
}

function answer(sql, statement) {
  try {
    return [...sql.exec(...[statement].flat()).raw()].map((row) => row.map(plain));
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}

function plain(value) {
  return value instanceof ArrayBuffer ? [...new Uint8Array(value)] : value;
}

function object(env, { name }) {
  return name ? env.SQL.getByName(name) : env.SQL.get(env.SQL.newUniqueId());
}

const cases = Object.fromEntries(
  Object.keys(inside).map((name) => [
    name,
    ({ env, query }) => object(env, query).case(name, query),
  ]),
);

export default {
  fetch: serve({
    ...cases,
    statements: async ({ request, env, query }) =>
      object(env, query).statements(await request.json()),
    refusals: ({ env }) => env.PAIRS.getByName("pairs").refusals(),
    failing: ({ env, query }) => {
      const stub = env.SQL.get(env.SQL.newUniqueId());
      return failure(() => stub.case(query.case)).then(async (error) => [
        error,
        await stub.case("tables").catch((again) => again.message),
        await env.SQL.get(stub.id).case("tables"),
      ]);
    },
    together: async ({ env }) => {
      const stub = env.SQL.getByName("together");
      return (await Promise.all(Array.from({ length: 10 }, () => stub.case("increments")))).flat();
    },
    aborted: async ({ env, query }) => {
      const id = env.SQL.newUniqueId();
      await env.SQL.get(id).case("tables");
      await failure(() => env.SQL.get(id).case("writeAllKinds", query));
      return env.SQL.get(id).case("writtenKinds");
    },
  }),
};
