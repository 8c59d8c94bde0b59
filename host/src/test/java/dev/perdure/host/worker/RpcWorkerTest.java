package dev.perdure.host.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RPC between an entrypoint and objects, with gates, resets and storage. */
class RpcWorkerTest {
  private static final String SCRIPT =
      """
      import { DurableObject, RpcTarget } from "cloudflare:workers";
      class Tester extends RpcTarget {
        constructor(ctx) { super(); this.ctx = ctx; }
        ping() { return "pong"; }
        hang() { return new Promise(() => {}); }
        abort() { this.ctx.abort("aborted by abort()"); }
        async put(value) { await this.ctx.storage.put("target", value); return this.ctx.storage.get("target"); }
      }
      export class Thing extends DurableObject {
        async increment(by = 1) {
          const n = ((await this.ctx.storage.get("n")) ?? 0) + by;
          this.ctx.storage.put("n", n);
          return n;
        }
        tester() { return new Tester(this.ctx); }
        call(f, ...args) { return f(...args); }
        blocking() {
          const other = this.env.THING.getByName("other");
          return this.ctx.blockConcurrencyWhile(() => other.call(() => 12345));
        }
        stubOf(name) { return this.env.THING.getByName(name); }
        sum(...stubs) { return Promise.all(stubs.map((stub) => stub.increment())).then((n) => n.reduce((a, b) => a + b)); }
        nothing() {}
        self() { return this; }
        rows() { this.ctx.storage.sql.exec("create table if not exists t(a); insert into t values (1), (2)"); return this.ctx.storage.sql.exec("select a from t").toArray(); }
        cursor() { return this.ctx.storage.sql.exec("select 1"); }
      }
      export class Broken extends DurableObject {
        constructor(ctx, env) { super(ctx, env); throw new RangeError("ctor boom"); }
        ping() { return "pong"; }
      }
      export class Legacy { constructor(ctx) {} ping() { return "pong"; } }
      const told = (promise) => promise.then((value) => value, (e) => [e.name, e.message, e.remote ?? null, e.durableObjectReset ?? null]);
      const cases = {
        calls: async (thing) => [await thing.increment(), await thing.increment(5), await thing.nothing() === undefined],
        unawaited: (thing) => Promise.all([thing.increment(), thing.increment(), thing.increment()]),
        callback: (thing) => thing.call((a, b) => a + b, 1, 2),
        blocking: (thing) => thing.blocking(),
        pipelined: async (thing) => [await thing.tester().ping(), await thing.stubOf("x").increment(3)],
        stubs: (thing, env) => thing.sum(env.THING.getByName("p"), env.THING.getByName("q")),
        storage: (thing) => thing.tester().put("kept"),
        rows: (thing) => thing.rows(),
        cursor: (thing) => told(thing.cursor()),
        self: (thing) => told(thing.self()),
        constructor_: (thing, env) => told(env.BROKEN.getByName("b").ping()),
        legacy: (thing, env) => told(env.LEGACY.getByName("l").ping()).then((e) => [e[0], e[1].slice(0, 50), e[2]]),
        aborted: async (thing) => {
          const stub = await thing.tester();
          const hanging = told(stub.hang());
          const results = [await stub.ping(), await told(stub.abort()), await hanging];
          return [...results, (await told(stub.ping()))[1]];
        },
      };
      export default {
        async fetch(request, env) {
          const name = request.url.slice(17);
          return new Response(JSON.stringify(await cases[name](env.THING.getByName(name), env)));
        },
      };
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          calls        | [1,6,true]
          unawaited    | [1,2,3]
          callback     | 3
          blocking     | 12345
          pipelined    | ["pong",3]
          stubs        | 2
          storage      | "kept"
          rows         | [{"a":1},{"a":2}]
          cursor       | ["DataCloneError","Could not serialize object of type \\"Cursor\\". This type does not support serialization.",true,null]
          self         | ["DataCloneError","Could not serialize object of type \\"Thing\\". This type does not support serialization.",true,null]
          constructor_ | ["RangeError","ctor boom",null,true]
          legacy       | ["TypeError","The receiving Durable Object does not support RPC,",true]
          aborted      | ["pong",["Error","aborted by abort()",null,true],["Error","aborted by abort()",null,true],"The execution context which hosts this callback is no longer running."]
          """)
  void callsGoBetweenEntrypointsAndObjects(String name, String expected) {
    try (TestWorker worker = TestWorker.of(SCRIPT, "Thing", "Broken", "Legacy")) {
      assertThat(worker.get("/" + name)).isEqualTo("200 " + expected);
    }
  }
}
