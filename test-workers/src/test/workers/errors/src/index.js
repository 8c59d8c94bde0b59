import { DurableObject } from "cloudflare:workers";
import { failure, serve } from "../../lib/cases.js";

export class Faulty extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.calls = 0;
  }

  async fetch(request) {
    switch (new URL(request.url).pathname) {
      case "/throw":
        throw new RangeError("out of range");
      case "/abort":
        this.ctx.abort("aborted");
        break;
      case "/hang":
        return new Promise(() => {});
      case "/stream": {
        let chunks = 0;
        return new Response(
          new ReadableStream({
            pull: (controller) => {
              if (chunks++ === 2) {
                this.ctx.abort("mid stream");
              }
              controller.enqueue(new TextEncoder().encode("chunk"));
            },
          }),
        );
      }
      default:
        return new Response("fine");
    }
  }

  fine() {
    return "fine";
  }

  throwing(name) {
    throw new globalThis[name](`a ${name}`);
  }

  async throwingLater() {
    await scheduler.wait(1);
    throw new TypeError("later");
  }

  abort(reason) {
    this.ctx.abort(reason);
  }

  hang() {
    return new Promise(() => {});
  }

  take() {}

  /** Holds back everything else. */
  block(milliseconds) {
    return this.ctx.blockConcurrencyWhile(() => scheduler.wait(milliseconds));
  }

  /** Holds back everything else once it has answered. */
  beginToBlock(milliseconds) {
    this.block(milliseconds).catch(() => {});
  }

  /** Fails for a reason that may go away, as often as it is asked to. */
  flaky(times) {
    const { kv } = this.ctx.storage;
    kv.put("tries", (kv.get("tries") ?? 0) + 1);
    return this.ctx.storage.sync().then(() => {
      if (kv.get("tries") <= times) {
        this.ctx.abort("flaky");
      }
      return kv.get("tries");
    });
  }

  rejectLater() {
    this.ctx.waitUntil(Promise.reject(new Error("nobody waits for this")));
    return "answered";
  }

  async ring() {
    await this.ctx.storage.setAlarm(Date.now());
  }

  alarm() {
    console.log("the alarm rings");
    throw new Error("no alarm");
  }

  log(text) {
    console.log(text);
  }

  async refused() {
    const { storage } = this.ctx;
    const socket = () => new WebSocketPair()[1];
    const accepted = socket();
    this.ctx.acceptWebSocket(accepted);
    const errors = [
      await failure(() => storage.list({ limit: -1 })),
      await failure(() => storage.setAlarm("soon")),
      await failure(() => storage.get(1, 2, 3)),
      await failure(() => this.ctx.acceptWebSocket(socket(), Array.from({ length: 11 }, (_, i) => `tag ${i}`))),
      await failure(() => accepted.serializeAttachment("x".repeat(20_000))),
      await failure(() => accepted.close(1)),
      await failure(() => this.env.FAULTY.idFromString("zz")),
    ];
    return errors.map((error) => error.name);
  }
}

const NAMES = ["Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError"];
const fresh = (env) => env.FAULTY.get(env.FAULTY.newUniqueId());

const cases = {
  thrown: async ({ env }) => {
    const stub = fresh(env);
    const rpc = [];
    for (const name of NAMES) {
      rpc.push(await failure(() => stub.throwing(name)));
    }
    return [await failure(() => stub.fetch("http://do/throw")), rpc];
  },
  stack: async ({ env }) => {
    try {
      await fresh(env).throwing("Error");
    } catch (error) {
      return error.stack;
    }
  },
  local: async ({ env }) => {
    const stub = fresh(env);
    const errors = [
      await failure(() => stub.take(new WeakMap())),
      await failure(() => stub.fetch("/no")),
    ];
    return errors.map(({ name, message, remote }) => [name, message, remote]);
  },
  cloneError: async ({ env }) => {
    try {
      await fresh(env).take(new WeakMap());
    } catch (error) {
      return [error instanceof DOMException, error.name, error.code];
    }
  },
  objectId: async ({ env }) => {
    const id = env.FAULTY.newUniqueId();
    const error = await failure(() => env.FAULTY.get(id).throwingLater());
    return [error.durableObjectId === String(id), error.message];
  },
  lost: ({ query }) => failure(() => fetch(query.url)),
  aborts: async ({ env }) => {
    const id = env.FAULTY.newUniqueId();
    const stub = env.FAULTY.get(id);
    const first = await failure(() => stub.fetch("http://do/abort"));
    const again = await failure(() => stub.fetch("http://do/"));
    const called = await failure(() => stub.fine());
    return [first, again, called, await env.FAULTY.get(id).fine()];
  },
  abortsOthers: async ({ env }) => {
    const id = env.FAULTY.newUniqueId();
    const fetching = failure(() => env.FAULTY.get(id).fetch("http://do/hang"));
    const calling = failure(() => env.FAULTY.get(id).hang());
    await env.FAULTY.get(id).fine();
    return [await failure(() => env.FAULTY.get(id).abort("all")), await fetching, await calling];
  },
  abortsStream: ({ env }) =>
    failure(async () => (await fresh(env).fetch("http://do/stream")).text()),
  userError: async ({ env }) => {
    const stub = fresh(env);
    await failure(() => stub.throwing("Error"));
    return stub.fine();
  },
  crowd: async ({ env, query }) => {
    const stub = await blocked(env);
    const ignore = () => {};
    stub.take("x".repeat(Number(query.bytes))).catch(ignore);
    for (let i = 1; i < Number(query.calls); i++) {
      stub.take().catch(ignore);
    }
    return failure(() => stub.take("y".repeat(Number(query.bytes))));
  },
  mapped: async ({ env }) => {
    try {
      return await (await overload(env)).fetch("http://do/");
    } catch (error) {
      return new Response("come back later", { status: error.overloaded ? 503 : 500 });
    }
  },
  unmapped: async ({ env }) => (await overload(env)).fetch("http://do/"),
  waitLong: ({ env }) => {
    const stub = env.FAULTY.getByName("slow");
    stub.block(20_000).catch(() => {});
    stub.take().catch(() => {});
  },
  comeLate: ({ env }) => failure(() => env.FAULTY.getByName("slow").take()),
  tooLong: async ({ env }) => {
    const id = env.FAULTY.newUniqueId();
    return [await failure(() => env.FAULTY.get(id).block(40_000)), await env.FAULTY.get(id).fine()];
  },
  retried: async ({ env }) => {
    const id = env.FAULTY.newUniqueId();
    for (let attempt = 0; ; attempt++) {
      try {
        return [attempt, await env.FAULTY.get(id).flaky(2)];
      } catch (error) {
        if (!error.durableObjectReset || attempt > 5) {
          throw error;
        }
        await scheduler.wait(Math.random() * 2 ** attempt);
      }
    }
  },
  rejectLater: ({ env }) => fresh(env).rejectLater(),
  ring: ({ env }) => env.FAULTY.getByName("ringer").ring(),
  log: async ({ env, query }) => {
    console.log(`worker says ${query.text}`);
    await env.FAULTY.getByName("speaker").log(query.text);
  },
  refused: ({ env }) => fresh(env).refused(),
};

/** An object that has begun to block: what is called now waits. */
async function blocked(env) {
  const stub = fresh(env);
  await stub.beginToBlock(20_000);
  return stub;
}

/** A stub of an object for which too much waits. */
async function overload(env) {
  const stub = await blocked(env);
  for (let i = 0; i < 4; i++) {
    stub.take().catch(() => {});
  }
  return stub;
}

const handle = serve(cases);

export default {
  fetch(request, env, ctx) {
    switch (new URL(request.url).pathname) {
      case "/unmapped":
        return cases.unmapped({ env });
      case "/throw":
        throw new TypeError("of the worker");
      case "/nothing":
        return undefined;
      case "/later":
        ctx.waitUntil(Promise.reject(new Error("after the answer")));
        return new Response("answered");
      default:
        return handle(request, env, ctx);
    }
  },
};
