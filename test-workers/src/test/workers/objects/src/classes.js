import { DurableObject } from "cloudflare:workers";

let moduleCalls = 0;

export class Probe extends DurableObject {
  #calls = [];

  constructor(ctx, env) {
    super(ctx, env);
    this.constructorSaw = { id: String(ctx.id), name: ctx.id.name };
    console.log(`constructed ${ctx.id}`);
  }

  /** How this object sees its own id. */
  identity() {
    const { id } = this.ctx;
    return {
      id: String(id),
      name: id.name,
      jurisdiction: id.jurisdiction,
      kind: Object.prototype.toString.call(id),
      constructorSaw: this.constructorSaw,
    };
  }

  rename(name) {
    this.called = name;
  }

  calledAs() {
    return this.called;
  }

  count() {
    this.calls = (this.calls ?? 0) + 1;
    return this.calls;
  }

  async record(mark, delay = 0) {
    if (delay) {
      await scheduler.wait(delay);
    }
    this.#calls.push(mark);
  }

  recorded() {
    return this.#calls;
  }

  globals() {
    return ++moduleCalls;
  }

  keep(value) {
    this.ctx.storage.kv.put("kept", value);
  }

  kept() {
    return this.ctx.storage.kv.get("kept");
  }

  fail(message) {
    throw new RangeError(message);
  }

  abort(message) {
    this.ctx.abort(message);
  }

  async countElsewhere(binding, name) {
    return this.env[binding].getByName(name).count();
  }

  /** Sets an alarm that remembers the names it is run under. */
  async wake(delay) {
    await this.ctx.storage.setAlarm(Date.now() + delay);
  }

  async alarm() {
    const { name } = this.ctx.id;
    this.ctx.storage.kv.put("alarm", { handler: name, constructor: this.constructorSaw.name });
  }

  async alarmSaw() {
    let seen;
    while (!(seen = this.ctx.storage.kv.get("alarm"))) {
      await scheduler.wait(5);
    }
    return seen;
  }

  async fetch(request) {
    const url = new URL(request.url);
    switch (url.pathname) {
      case "/stream": {
        const { readable, writable } = new TransformStream();
        const writer = writable.getWriter();
        const encoder = new TextEncoder();
        this.ctx.waitUntil(
          (async () => {
            for (const word of ["one ", "two ", "three"]) {
              await writer.write(encoder.encode(word));
            }
            await writer.close();
          })(),
        );
        return new Response(readable, { headers: { "x-kind": "stream" } });
      }
      case "/socket": {
        const [client, server] = Object.values(new WebSocketPair());
        server.accept();
        server.addEventListener("message", (event) => server.send(`echo ${event.data}`));
        return new Response(null, { status: 101, webSocket: client });
      }
      case "/slow":
        this.#calls.push("slow began");
        await scheduler.wait(Number(url.searchParams.get("ms")));
        this.#calls.push("slow ended");
        return new Response("slow");
      case "/redirect":
        return Response.redirect("http://elsewhere.invalid/", 302);
      default:
        return Response.json({
          method: request.method,
          url: request.url,
          header: request.headers.get("x-mark"),
          body: await request.text(),
        });
    }
  }
}

export class Other extends DurableObject {
  count() {
    this.calls = (this.calls ?? 0) + 1;
    return this.calls;
  }
}

export class Legacy {
  constructor(state, env) {
    this.state = state;
    this.env = env;
  }

  async fetch() {
    return new Response(`legacy ${this.state.id.name}`);
  }

  hello() {
    return "hello";
  }
}

/** Exported, but no binding of the configuration names it. */
export class Unbound extends DurableObject {
  count() {
    this.calls = (this.calls ?? 0) + 1;
    return this.calls;
  }
}
