import { failure } from "../../lib/cases.js";

const thing = (env) => env.THING.get(env.THING.newUniqueId());

export const calls = {
  returnsValue: ({ env }) => thing(env).echo(1, "two"),
  asynchronous: async ({ env }) => {
    const pending = thing(env).sync();
    return [typeof pending.then, await pending];
  },
  thenable: async ({ env }) => {
    const pending = thing(env).sync();
    return [
      pending instanceof Promise,
      Object.prototype.toString.call(pending),
      await pending.then((value) => value.toUpperCase()),
      await Promise.all([pending, pending]),
    ];
  },
  clonable: async ({ env }) => {
    const date = new Date(0);
    const sent = {
      date,
      map: new Map([["k", new Set([1])]]),
      bytes: new Uint8Array([1, 2]),
      buffer: new ArrayBuffer(3),
      big: 10n,
      regexp: /a+/g,
      error: new RangeError("as a value"),
      nan: NaN,
      sparse: [1, , 3],
      nested: { deep: [null, undefined, true] },
    };
    sent.cycle = sent;
    const [got] = await thing(env).echo(sent);
    return [
      got.date instanceof Date && got.date.getTime() === 0,
      got.map instanceof Map && got.map.get("k").has(1),
      got.bytes instanceof Uint8Array && [...got.bytes].join() === "1,2",
      got.buffer instanceof ArrayBuffer && got.buffer.byteLength === 3,
      got.big === 10n,
      got.regexp instanceof RegExp && String(got.regexp) === "/a+/g",
      got.error instanceof RangeError && got.error.message === "as a value",
      Number.isNaN(got.nan),
      got.sparse.length === 3 && !(1 in got.sparse),
      "1" in got.nested.deep && got.nested.deep[2] === true,
      got.cycle === got,
    ];
  },
  copies: async ({ env }) => {
    const sent = { list: ["mine"] };
    const got = await thing(env).change(sent);
    return [sent, { ...got }];
  },
  classInstance: async ({ env }) => {
    class Local {}
    return [await failure(() => thing(env).plain()), await failure(() => thing(env).echo(new Local()))];
  },
  symbols: async ({ env }) => [
    await failure(() => thing(env).echo(Symbol("s"))),
    await failure(() => thing(env).echo(new WeakMap())),
  ],
  hidden: async ({ env }) => {
    const stub = thing(env);
    const names = ["field", "arrow", "hidden", "ctx", "env", "shared"];
    return Promise.all(names.map(async (name) => (await failure(() => stub[name]())).message));
  },
  hiddenFields: async ({ env }) => {
    const counter = await thing(env).counter(1);
    return Promise.all(["field", "arrow", "hidden"].map(async (name) => (await failure(() => counter[name]())).message));
  },
  fieldAsProperty: async ({ env }) => failure(async () => thing(env).field),
  privateOfTypeScript: ({ env }) => thing(env).secret(),
  missing: ({ env }) => failure(() => thing(env).nope()),
  reserved: async ({ env }) => {
    const names = ["alarm", "webSocketMessage", "webSocketClose", "webSocketError"];
    return Promise.all(names.map(async (name) => failure(() => thing(env)[name]())));
  },
  reservedOfEntrypoint: async ({ env }) =>
    Promise.all(["alarm", "webSocketMessage", "dup"].map((name) => failure(() => env.SERVICE[name]()))),
  connect: ({ env }) =>
    [thing(env), env.SERVICE].map((stub) => [Object.prototype.toString.call(stub.connect), stub.connect === stub.connect]),
  fetchIsHttp: async ({ env }) => {
    const response = await thing(env).fetch("http://do/path", { method: "PUT", body: "x" });
    return [response instanceof Response, await response.json()];
  },
  constructorIsNoMethod: async ({ env }) => [
    (await failure(() => thing(env).constructor())).name,
    await failure(() => thing(env).getter.constructor()),
  ],
  getter: async ({ env }) => [await thing(env).getter, await failure(() => thing(env).getter())],
  order: async ({ env }) => {
    const stub = thing(env);
    const calls = Array.from({ length: 40 }, (_, i) => stub.record(i));
    return [await Promise.all(calls), await stub.log()];
  },
  rows: ({ env }) => thing(env).rows(),
  cannotBeSent: async ({ env }) =>
    Promise.all(
      ["cursor", "ctx", "storage", "namespace"].map(async (what) => {
        const error = await failure(() => thing(env).cannotBeSent(what));
        return [error.name, error.message];
      }),
    ),
  tooBig: async ({ env }) => {
    const size = 33 * 1024 * 1024;
    return [
      await failure(() => thing(env).echo(new Uint8Array(size))),
      await failure(() => thing(env).big(size)),
      (await thing(env).big(8 * 1024 * 1024)).byteLength,
    ];
  },
  tooDeep: async ({ env }) => {
    let property = thing(env);
    return failure(async () => {
      for (let i = 0; i < 66; i++) property = property.more;
      await property;
    });
  },
  undefinedArguments: async ({ env }) => [
    await thing(env).defaults(),
    await thing(env).defaults(undefined, undefined, 3),
    await thing(env).echo(undefined, 1),
  ],
  nothing: async ({ env }) => typeof (await thing(env).nothing()),
  self: ({ env }) => thing(env).self(),
  inherited: ({ env }) => thing(env).inherited(),
  underscored: ({ env }) => thing(env)._underscored(),
  service: ({ env }) => env.SERVICE.greet("you"),
};
