import { DurableObject } from "cloudflare:workers";
import { failure, serve } from "../../lib/cases.js";
import { asyncKv } from "./async-kv.js";
import { erasing } from "./erasing.js";
import { lists } from "./lists.js";
import { syncKv } from "./sync-kv.js";
import { transactions } from "./transactions.js";
import { values } from "./values.js";

const inside = { ...asyncKv, ...erasing, ...lists, ...syncKv, ...transactions, ...values };

/** Runs a case in an object. */
export class Store extends DurableObject {
  log = [];

  run(name, query) {
    return inside[name]({ ctx: this.ctx, storage: this.ctx.storage, env: this.env, log: this.log, query });
  }

  note(mark) {
    this.log.push(mark);
  }

  abort(reason) {
    this.ctx.abort(reason);
  }
}

export class Second extends Store {}

/** Not SQLite-backed. */
export class Old extends Store {}

/** Runs the case that `storage` names when its alarm rings. */
export class Alarmed extends Store {
  async alarm(info) {
    const name = await this.ctx.storage.get("on alarm");
    this.log.push(`alarm ${info.retryCount}`);
    if (name) {
      this.log.push(await this.run(name));
    }
  }

  async rang(times) {
    while (this.log.filter((mark) => String(mark).startsWith("alarm")).length < times) {
      await scheduler.wait(5);
    }
    return this.log;
  }
}

/** The object that a query names: binding `in`, name `name`, else a new one. */
function target({ env, query }) {
  const namespace = env[query.in ?? "STORE"];
  return query.name ? namespace.getByName(query.name) : namespace.get(namespace.newUniqueId());
}

const outside = Object.fromEntries(
  Object.keys(inside).map((name) => [name, (site) => target(site).run(name, site.query)]),
);

const spanning = {
  id: ({ env, query }) => String(env[query.in ?? "STORE"].idFromName(query.name)),
  failureOf: (site) => failure(() => target(site).run(site.query.case, site.query)),
  rang: (site) => target(site).rang(Number(site.query.times ?? 1)),
  /** What is left after a case that ends its object. */
  remainsAfter: async ({ env, query }) => {
    const id = env.STORE.newUniqueId();
    const error = await failure(() => env.STORE.get(id).run(query.case));
    return [error.message, await env.STORE.get(id).run("keys")];
  },
  /** Two objects and a class that know nothing of each other. */
  isolated: async ({ env }) => {
    const stubs = [env.STORE.getByName("one"), env.STORE.getByName("two"), env.SECOND.getByName("one")];
    await Promise.all(stubs.map((stub, i) => stub.run("putOne", { key: `k${i}` })));
    return Promise.all(stubs.map((stub) => stub.run("keys")));
  },
  erasesOnlyItself: async ({ env }) => {
    const stubs = [env.STORE.getByName("kept"), env.STORE.getByName("erased")];
    await Promise.all(stubs.map((stub) => stub.run("putOne", { key: "k" })));
    await stubs[1].run("erase");
    return Promise.all(stubs.map((stub) => stub.run("keys")));
  },
  /** Calls that note their arrival while a case holds the object. */
  meanwhile: async ({ env, query }) => {
    const stub = env.STORE.get(env.STORE.newUniqueId());
    const running = stub.run(query.case);
    const notes = [stub.note("outside 1"), stub.note("outside 2")];
    const value = await running;
    await Promise.all(notes);
    return [value, await stub.run("logged")];
  },
  increments: async ({ env }) => {
    const stub = env.STORE.get(env.STORE.newUniqueId());
    await Promise.all(Array.from({ length: 20 }, () => stub.run("increment")));
    return stub.run("counted");
  },
};

export default { fetch: serve({ ...outside, ...spanning }) };
