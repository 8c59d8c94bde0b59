import { DurableObject, RpcTarget } from "cloudflare:workers";

class NonRpc {
  x = 1;
}

class MyErr extends Error {
  name = "MyErr";
}

class Target extends RpcTarget {
  hi() {
    return "hi";
  }

  get value() {
    return 5;
  }
}

/** What is called. */
export class Callee extends DurableObject {
  field = 1;

  get getter() {
    return 9;
  }

  async fetch(request) {
    switch (new URL(request.url).pathname) {
      case "/throw":
        throw new Error("fetch threw");
      case "/text":
        return "no response";
      default:
        return new Response(`ok ${request.url}`);
    }
  }

  alarm() {}

  sql() {
    return new NonRpc();
  }

  symbol() {
    return Symbol("x");
  }

  adder(n) {
    return (m) => n + m;
  }

  target() {
    return new Target();
  }

  take() {}

  throwing(kind) {
    switch (kind) {
      case "plain":
        throw { a: 1 };
      case "string":
        throw "str";
      case "range":
        throw new RangeError("custom");
      case "properties":
        throw Object.assign(new Error("p"), { code: 5, retryable: undefined, extra: "x" });
      default:
        throw new MyErr("sub");
    }
  }

  block() {
    return this.ctx.blockConcurrencyWhile(async () => {
      throw new Error("bcw failed");
    });
  }

  abort() {
    this.ctx.abort("aborted!");
  }
}

/** Without the base class. */
export class Plain {
  greet() {}

  fetch() {
    return new Response("x");
  }
}

const fresh = (namespace) => namespace.get(namespace.newUniqueId());
const hex = "0".repeat(64);

/** Probes of ids, namespaces, stubs and calls. */
export const callerProbes = {
  "idFromString short": ({ CALLEE }) => CALLEE.idFromString("abc"),
  "idFromString foreign": ({ CALLEE }) => CALLEE.idFromString(hex),
  "idFromString other ns": ({ CALLEE, PROBE }) => CALLEE.idFromString(PROBE.idFromName("a").toString()),
  "idFromName no arg": ({ CALLEE }) => CALLEE.idFromName(),
  "idFromName number": ({ CALLEE }) => CALLEE.idFromName(5).equals(CALLEE.idFromName("5")),
  "idFromName a": ({ CALLEE }) => CALLEE.idFromName("a").toString(),
  "get bad id": ({ CALLEE }) => CALLEE.get("x"),
  "get other ns id": ({ CALLEE, PROBE }) => CALLEE.get(PROBE.idFromName("a")),
  getByName: ({ CALLEE }) => CALLEE.getByName("a").id.toString() === CALLEE.idFromName("a").toString(),
  newUniqueId: ({ CALLEE }) => {
    const id = CALLEE.newUniqueId();
    return [id.toString().length, typeof id.name];
  },
  "newUniqueId jurisdiction": ({ CALLEE }) => CALLEE.newUniqueId({ jurisdiction: "eu" }).toString(),
  "jurisdiction()": ({ CALLEE }) => typeof CALLEE.jurisdiction("eu"),
  "id equals": ({ CALLEE }) => [
    CALLEE.idFromName("a").equals(CALLEE.idFromName("a")),
    CALLEE.idFromName("a").equals(CALLEE.idFromName("b")),
  ],
  "stub props": ({ CALLEE }) => {
    const stub = CALLEE.getByName("a");
    return [String(stub.id).length, stub.name, Object.keys(stub), typeof stub.then, String(stub), stub.constructor.name];
  },
  "ns type": ({ CALLEE }) => [CALLEE.constructor.name, Object.getOwnPropertyNames(Object.getPrototypeOf(CALLEE)).sort()],
  "rpc missing": ({ CALLEE }) => fresh(CALLEE).nope(),
  "rpc field": ({ CALLEE }) => fresh(CALLEE).field,
  "rpc getter": ({ CALLEE }) => fresh(CALLEE).getter,
  "rpc toString": ({ CALLEE }) => fresh(CALLEE).toString(),
  "rpc constructor": ({ CALLEE }) => fresh(CALLEE).constructor(),
  "rpc alarm": ({ CALLEE }) => fresh(CALLEE).alarm(),
  "rpc fetch path": ({ CALLEE }) => fresh(CALLEE).fetch("/x"),
  "rpc fetch url": async ({ CALLEE }) => (await fresh(CALLEE).fetch("http://h/x")).text(),
  "do fetch throws": ({ CALLEE }) => fresh(CALLEE).fetch("http://h/throw"),
  "do fetch returns non-Response": ({ CALLEE }) => fresh(CALLEE).fetch("http://h/text"),
  "rpc ret class instance": ({ CALLEE }) => fresh(CALLEE).sql(),
  "rpc ret symbol": ({ CALLEE }) => fresh(CALLEE).symbol(),
  "rpc ret fn": async ({ CALLEE }) => {
    const add = await fresh(CALLEE).adder(3);
    return add(4);
  },
  "rpc ret target": async ({ CALLEE }) => {
    const target = await fresh(CALLEE).target();
    return [await target.hi(), await target.value];
  },
  "rpc pipelined": ({ CALLEE }) => fresh(CALLEE).target().hi(),
  "rpc arg class instance": ({ CALLEE }) => fresh(CALLEE).take(new NonRpc()),
  "rpc arg symbol": ({ CALLEE }) => fresh(CALLEE).take(Symbol("x")),
  "rpc throw plain": ({ CALLEE }) => fresh(CALLEE).throwing("plain"),
  "rpc throw string": ({ CALLEE }) => fresh(CALLEE).throwing("string"),
  "rpc throw Error": ({ CALLEE }) => fresh(CALLEE).throwing("range"),
  "rpc throw subclass": ({ CALLEE }) => fresh(CALLEE).throwing("subclass"),
  "rpc error props": async ({ CALLEE }) => {
    try {
      return await fresh(CALLEE).throwing("properties");
    } catch (error) {
      return [Object.getOwnPropertyNames(error).sort(), error.remote, error.code, error.extra, error.retryable, error.overloaded];
    }
  },
  "bcw throws": ({ CALLEE }) => fresh(CALLEE).block(),
  "bcw broken then retry same stub": async ({ CALLEE }) => {
    const stub = fresh(CALLEE);
    await stub.block().catch(() => {});
    return stub.getter;
  },
  abort: ({ CALLEE }) => fresh(CALLEE).abort(),
  "abort error props": async ({ CALLEE }) => {
    try {
      return await fresh(CALLEE).abort();
    } catch (error) {
      return [error.name, error.message, error.remote, error.retryable, error.durableObjectReset];
    }
  },
  "setAlarm without alarm handler then fetch": async ({ PROBE }) => (await fresh(PROBE).fetch("http://h/z")).text(),
  "no extends rpc": ({ PLAIN }) => fresh(PLAIN).greet(),
  "no extends fetch": async ({ PLAIN }) => (await fresh(PLAIN).fetch("http://h/")).text(),
};
