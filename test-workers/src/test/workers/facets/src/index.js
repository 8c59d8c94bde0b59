import { DurableObject } from "cloudflare:workers";
import { failure, serve } from "../../lib/cases.js";

/** Counts in memory and on disk, and has facets of its own class. */
export class Child extends DurableObject {
  inMemory = 0;

  add() {
    const stored = (this.ctx.storage.kv.get("count") ?? 0) + 1;
    this.ctx.storage.kv.put("count", stored);
    return [++this.inMemory, stored];
  }

  identity() {
    const { id, props } = this.ctx;
    return [typeof id, String(id), id.name ?? null, props];
  }

  inside(name) {
    return this.child(name).add();
  }

  child(name) {
    return this.ctx.facets.get(name, () => ({ class: this.ctx.exports.Child }));
  }

  async deep(levels) {
    return levels === 0 ? this.inside("deeper") : this.child("deeper").deep(levels - 1);
  }

  hang() {
    return new Promise(() => setTimeout(() => {}, 1e6));
  }

  stop() {
    this.ctx.abort("stopped itself");
  }

  fetch() {
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(ws, text) {
    ws.send(`${text} ${this.add()}`);
  }

  fail() {
    throw new RangeError("thrown by the facet");
  }
}

export class Clock extends DurableObject {
  alarm() {}

  async set() {
    await this.ctx.storage.setAlarm(Date.now() + 1e6);
  }
}

/** Runs the cases. */
export class Root extends DurableObject {
  run(name) {
    return inside[name](this);
  }

  child(name, more) {
    return this.ctx.facets.get(name, () => ({ class: this.ctx.exports.Child, ...more }));
  }

  fetch(request) {
    return this.child("socket").fetch(request);
  }

  stop() {
    this.ctx.abort("the parent was stopped");
  }

  async hanging() {
    await this.child("busy").hang();
  }

  take() {}
}

const inside = {
  add: async (root) => [await root.child("a").add(), await root.child("a").add()],
  ids: async (root) => [
    await root.child("same").identity(),
    await root.child("text", { id: "text" }).identity(),
    await root.child("other", { id: root.env.ROOT.idFromName("other") }).identity(),
    await root.child("props", { class: root.ctx.exports.Child({ props: { a: 1 } }) }).identity(),
  ],
  callbacks: async (root) => {
    let calls = 0;
    const get = () =>
      root.ctx.facets.get("counted", async () => {
        calls++;
        return { class: root.ctx.exports.Child };
      });
    const first = get();
    const before = calls;
    await Promise.all([first.add(), get().add(), get().add()]);
    return [before, calls, await get().add()];
  },
  badCallbacks: async (root) => {
    const { facets } = root.ctx;
    const fault = (name, callback) => failure(() => facets.get(name, callback).add());
    return [
      await failure(() => facets.get()),
      await failure(() => facets.get("none")),
      await fault("one", () => 1),
      await fault("promise", async () => 1),
      await fault("no class", () => ({})),
      await fault("not exported", () => ({ class: Child })),
      await fault("throws", () => { throw new RangeError("no class today"); }),
      await fault("throws", () => ({ class: root.ctx.exports.Child })),
    ];
  },
  abort: async (root) => {
    const stub = root.child("aborted");
    const unused = root.child("aborted");
    await stub.add();
    const hanging = failure(() => stub.hang());
    await stub.add();
    root.ctx.facets.abort("aborted", new TypeError("as the test wants it"));
    return [
      await hanging,
      await failure(() => stub.add()),
      await failure(() => stub.fetch("http://x/")),
      await root.child("aborted").add(),
      await unused.add(),
      await failure(() => root.ctx.facets.abort("never there", "text")),
    ];
  },
  stopped: async (root) => {
    const stub = root.child("stopped");
    await stub.add();
    return [await failure(() => stub.stop()), await failure(() => stub.add()), await root.child("stopped").add()];
  },
  deleted: async (root) => {
    const stub = root.child("deleted");
    await stub.add();
    await stub.inside("b");
    root.ctx.facets.delete("deleted");
    root.ctx.facets.delete("never there");
    return [await failure(() => stub.add()), await root.child("deleted").add(), await root.child("deleted").inside("b")];
  },
  cloned: async (root) => {
    const from = root.child("from");
    await from.add();
    await from.inside("b");
    const old = root.child("to");
    await old.add();
    await old.inside("c");
    root.ctx.facets.clone("from", "to");
    const to = root.child("to");
    root.ctx.facets.clone("from", "from");
    return [
      await failure(() => old.add()),
      await failure(() => from.add()),
      await to.add(),
      await to.inside("b"),
      await to.inside("c"),
      await root.child("from").add(),
    ];
  },
  clonedFromNothing: async (root) => {
    await root.child("emptied").add();
    root.ctx.facets.clone("nothing", "emptied");
    return root.child("emptied").add();
  },
  names: (root) => {
    const { facets } = root.ctx;
    return Promise.all(
      [
        () => facets.get("f".repeat(257), () => 1),
        () => facets.get("\u00e9".repeat(129), () => 1),
        () => facets.abort("f".repeat(257), 1),
        () => facets.delete("f".repeat(257)),
        () => facets.clone("f".repeat(257), "a"),
        () => facets.clone("a", "f".repeat(257)),
        () => facets.get("f".repeat(256), () => 1),
      ].map(async (call) => (await failure(call)).message ?? "nothing"),
    );
  },
  deep: async (root) => [
    await root.child("level").deep(1),
    (await failure(() => root.child("level").deep(2))).message,
  ],
  alarm: async (root) => {
    const clock = () => root.ctx.facets.get("clock", () => ({ class: root.ctx.exports.Clock }));
    return [await failure(() => clock().set()), (await failure(() => clock().set())).message];
  },
  passed: async (root) => [
    await failure(() => root.env.ROOT.getByName("other").take(root.child("a"))),
    await failure(() => root.env.ROOT.getByName("other").take(root.ctx.exports.Child)),
  ],
  failing: (root) => failure(() => root.child("failing").fail()),
  erased: async (root) => {
    await root.child("erased").add();
    await root.ctx.storage.deleteAll();
    root.ctx.facets.abort("erased", "to see what is left");
    return root.child("erased").add();
  },
  shapes: (root) => {
    const { facets, exports } = root.ctx;
    return [facets, exports.Child, exports.Child({}), exports.Root, root.child("shape")].map((value) => String(value));
  },
};

export default {
  fetch(request, env, ctx) {
    const cases = {
      run: ({ query }) => env.ROOT.getByName(query.name ?? query.case).run(query.case),
      stop: ({ query }) => failure(() => env.ROOT.getByName(query.name).stop()),
      hanging: ({ query }) => failure(() => env.ROOT.getByName(query.name).hanging()),
      socket: () => env.ROOT.getByName("socket").fetch(request),
    };
    return serve(cases)(request, env, ctx);
  },
};
