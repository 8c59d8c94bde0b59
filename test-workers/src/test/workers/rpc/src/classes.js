import { DurableObject, RpcTarget, WorkerEntrypoint } from "cloudflare:workers";
import { Typed } from "./typed.ts";

class Plain {
  value = 1;
}

/** Notes in `log` what happens to it. */
export class Counter extends RpcTarget {
  field = "an own field";
  arrow = () => "an arrow";
  #value;
  #log;

  constructor(value = 0, log = []) {
    super();
    this.#value = value;
    this.#log = log;
  }

  get value() {
    return this.#value;
  }

  increment(by = 1) {
    this.#value += by;
    return this.#value;
  }

  alarm() {
    return "an alarm of a target";
  }

  #hidden() {
    return "hidden";
  }

  another() {
    return new Counter(this.#value, this.#log);
  }

  fail() {
    throw new TypeError("the counter failed");
  }

  [Symbol.dispose]() {
    this.#log.push(`disposed at ${this.#value}`);
  }
}

class Renamed extends Error {
  constructor(message) {
    super(message);
    this.name = "Renamed";
    this.code = 17;
  }
}

/** What Thing inherits. */
class Base extends Typed {
  inherited() {
    return "inherited";
  }

  echo(...values) {
    return values;
  }
}

export class Thing extends Base {
  field = "an own field";
  arrow = () => "an arrow";
  #log = [];
  #kept = null;

  static shared() {
    return "static";
  }

  get getter() {
    return "got";
  }

  #hidden() {
    return "hidden";
  }

  _underscored() {
    return "underscored";
  }

  sync() {
    return "not async";
  }

  nothing() {}

  self() {
    return [this instanceof Thing, this.field, this.#hidden()];
  }

  defaults(a, b = "b", c = "c") {
    return [a === undefined, b, c];
  }

  fetch(request) {
    return Response.json({ by: "fetch", method: request.method, url: request.url });
  }

  alarm() {}

  webSocketMessage() {}

  webSocketClose() {}

  webSocketError() {}

  log(line) {
    if (line !== undefined) this.#log.push(line);
    return this.#log;
  }

  /** The log, once it has so many lines. */
  async logged(lines) {
    while (this.#log.length < lines) await scheduler.wait(2);
    return this.#log;
  }

  plain() {
    return new Plain();
  }

  change(object) {
    object.changed = true;
    object.list.push("changed");
    return object;
  }

  adder(by) {
    return (value) => value + by;
  }

  counter(value) {
    return new Counter(value, this.#log);
  }

  counterAndMore(value) {
    return { counter: new Counter(value, this.#log), double: (x) => 2 * x, foo: { bar: { counter: new Counter(value), text: "deep" } } };
  }

  async callBack(f, times) {
    const answers = [];
    for (let i = 0; i < times; i++) answers.push(await f(i));
    return answers;
  }

  keep(stub) {
    this.#kept = stub;
  }

  keepDuplicate(stub) {
    this.#kept = stub.dup();
  }

  async useKept() {
    return this.#kept.increment();
  }

  async forward(name, stub) {
    return this.env.OTHER.getByName(name).use(stub);
  }

  counterOf(name) {
    return this.env.OTHER.getByName(name).counter(40);
  }

  stubOf(name) {
    return this.env.OTHER.getByName(name);
  }

  handler() {
    return this;
  }

  rows() {
    this.ctx.storage.sql.exec("create table if not exists t(a, b); delete from t; insert into t values (1, 'x'), (2, 'y')");
    return this.ctx.storage.sql.exec("select * from t order by a").toArray();
  }

  cannotBeSent(what) {
    return {
      cursor: () => this.ctx.storage.sql.exec("select 1"),
      ctx: () => this.ctx,
      storage: () => this.ctx.storage,
      namespace: () => this.env.THING,
    }[what]();
  }

  big(bytes) {
    return new Uint8Array(bytes);
  }

  init(name) {
    return new Named(this, name);
  }

  record(line) {
    this.#log.push(line);
    return this.#log.length;
  }

  // ---- errors

  throwError(name, message) {
    throw new { Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError }[name](message);
  }

  throwRich() {
    throw Object.assign(new Renamed("rich", {}), { cause: new Error("the cause"), extra: { a: [1] } });
  }

  throwAggregate() {
    throw new AggregateError([new Error("one"), new Error("two")], "several");
  }

  throwValue(value) {
    throw value;
  }

  throwDom() {
    throw new DOMException("a dom exception", "AbortError");
  }

  async throwLater() {
    await null;
    throw new RangeError("later");
  }

  // ---- streams

  readable(chunks) {
    const encoder = new TextEncoder();
    return new ReadableStream({
      type: "bytes",
      async pull(controller) {
        if (chunks.length === 0) controller.close();
        else controller.enqueue(encoder.encode(chunks.shift()));
      },
    });
  }

  values() {
    return new ReadableStream({
      start(controller) {
        controller.enqueue({ not: "bytes" });
        controller.close();
      },
    });
  }

  endless() {
    const log = this.#log;
    return new ReadableStream({
      type: "bytes",
      pull(controller) {
        log.push("pulled");
        controller.enqueue(new Uint8Array(65536));
      },
      cancel(reason) {
        log.push("cancelled");
      },
    });
  }

  writable() {
    const log = this.#log;
    const decoder = new TextDecoder();
    return new WritableStream({
      write(chunk) {
        log.push(`wrote ${decoder.decode(chunk)}`);
      },
      close() {
        log.push("closed");
      },
    });
  }

  async read(stream) {
    return new Response(stream).text();
  }

  async write(stream, ...chunks) {
    const writer = stream.getWriter();
    for (const chunk of chunks) await writer.write(new TextEncoder().encode(chunk));
    await writer.close();
  }

  async request(request) {
    return [request.method, request.url, request.headers.get("x-mark"), await request.text()];
  }

  response() {
    return new Response(this.readable(["a ", "streamed ", "body"]), { status: 201, headers: { "x-mark": "of a response" } });
  }

  headers(headers) {
    headers.append("x-more", "added");
    return headers;
  }
}

class Named extends RpcTarget {
  #thing;
  #name;

  constructor(thing, name) {
    super();
    this.#thing = thing;
    this.#name = name;
  }

  record(line) {
    return this.#thing.record(`${this.#name}: ${line}`);
  }
}

export class Other extends DurableObject {
  #kept = null;

  async use(stub) {
    return [await stub.increment(5), await stub.increment(5)];
  }

  keep(stub) {
    this.#kept = stub.dup();
  }

  useKept() {
    return this.#kept.increment();
  }

  counter(value) {
    return new Counter(value);
  }

  name() {
    return this.ctx.id.name;
  }
}

export class Service extends WorkerEntrypoint {
  field = "an own field";

  /** A target of this event that outlives its method. */
  lends(name) {
    const thing = this.env.THING.getByName(name);
    return new Lender(thing);
  }

  greet(who) {
    return `hello ${who}`;
  }

  webSocketMessage() {}

  alarm() {}
}

class Lender extends RpcTarget {
  #thing;

  constructor(thing) {
    super();
    this.#thing = thing;
  }

  async note(line) {
    await scheduler.wait(5);
    return this.#thing.record(line);
  }
}
