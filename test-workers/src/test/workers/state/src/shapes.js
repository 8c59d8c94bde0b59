import * as workers from "cloudflare:workers";
import { DurableObject } from "cloudflare:workers";
import { failure } from "../../lib/cases.js";

/** Declares nothing but a method. */
export class Bare extends DurableObject {
  greet() {
    return `${this.env.GREETING} from ${this.ctx.id.name}`;
  }
}

export class Empty extends DurableObject {}

/** The older form, without a base class. */
export class Legacy {
  constructor(state, env) {
    this.state = state;
    this.env = env;
  }

  async fetch(request) {
    const count = ((await this.state.storage.get("count")) ?? 0) + 1;
    await this.state.storage.put("count", count);
    return new Response(`${this.env.GREETING} ${new URL(request.url).pathname} ${count}`);
  }

  greet() {
    return "never over RPC";
  }
}

export class LegacyAlarm {
  constructor(state) {
    this.state = state;
  }

  async fetch(request) {
    if (new URL(request.url).pathname === "/set") {
      await this.state.storage.setAlarm(Date.now());
      return new Response("set");
    }
    while (!(await this.state.storage.get("rang"))) {
      await scheduler.wait(5);
    }
    return new Response("rang");
  }

  async alarm() {
    await this.state.storage.put("rang", true);
  }
}

export class NoSuper extends DurableObject {
  constructor(ctx) {
    this.ctx = ctx;
    super(ctx, {});
  }

  greet() {}
}

export const shapes = {
  constructorArguments: ({ env }) => env.PLAIN.getByName("arguments").constructorArguments(),
  stateShape: ({ env }) => env.PLAIN.getByName("shape").stateShape(),
  withoutConstructor: ({ env }) => env.BARE.getByName("bare").greet(),
  legacyFetch: async ({ env }) => {
    const stub = env.LEGACY.get(env.LEGACY.idFromName("legacy"));
    return [
      await (await stub.fetch("http://do/a")).text(),
      await (await stub.fetch("http://do/b")).text(),
    ];
  },
  legacyAlarm: async ({ env }) => {
    const stub = env.LEGACY_ALARM.getByName("legacy");
    await stub.fetch("http://do/set");
    return (await stub.fetch("http://do/wait")).text();
  },
  legacyRpc: ({ env }) => failure(() => env.LEGACY.getByName("legacy").greet()),
  noHandlers: async ({ env }) => {
    const stub = env.EMPTY.getByName("empty");
    return [String(stub.id).length, await failure(() => stub.fetch("http://do/"))];
  },
  superComesFirst: ({ env }) => failure(() => env.NO_SUPER.getByName("x").greet()),
  moduleExports: () =>
    ["DurableObject", "WorkerEntrypoint", "RpcTarget", "RpcStub", "env", "exports"].map(
      (name) => typeof workers[name],
    ),
  exportsInside: ({ env }) => env.PLAIN.getByName("exports").countThroughExports(),
  props: ({ env }) => env.PLAIN.getByName("props").propsSeen(),
  facet: ({ env }) => env.PLAIN.getByName("facets").facet(),
};
