package dev.perdure.js.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcTest {
  private static final String SERVICE =
      """
      class Counter extends RpcTarget {
        i = 0;
        constructor(i = 0) { super(); this.i = i; }
        increment(by) { return this.i += by; }
        fetch(a, b) { return `${this.i} ${a} ${b}`; }
        [Symbol.dispose]() { globalThis.disposals = (globalThis.disposals ?? 0) + 1; }
      }
      class Plain { foo() { return 1; } }
      class Service {
        field = () => 'hidden';
        add(a, b) { return a + b; }
        later(x) { return Promise.resolve(x); }
        none(x) { return x === undefined ? 'none' : 'some'; }
        get number() { return 9; }
        get minus() { return (a, b) => a - b; }
        get promised() { return Promise.resolve(123); }
        get object() { return { times: (a, b) => a * b, deeper: { over: (a, b) => a / b }, counter: new Counter(5), plain: new Plain(), text: 'hi' }; }
        get throwing() { throw new Error('PROPERTY THREW'); }
        makeCounter(i) { return new Counter(i); }
        getObject(i) { return { foo: 123 + i, counter: new Counter(i) }; }
        getFunction() { const f = (a, b) => a ^ b; f.own = 123; return f; }
        getMap() { return new Map([['a', 1]]); }
        getPlain() { return { obj: new Plain() }; }
        call(f, x) { return f(x); }
        increment(counter, i) { return counter.increment(i); }
        identity(x) { return x; }
        disposals() { return globalThis.disposals ?? 0; }
        withDisposer() { return { a: 1, [Symbol.dispose]() { globalThis.disposals = 100; } }; }
        throwIt(what) {
          if (what === 'type') throw new TypeError('wrong');
          if (what === 'string') throw 'text';
          if (what === 'object') throw { a: 1 };
          if (what === 'function') throw () => 7;
          if (what === 'dom') throw new DOMException('gone', 'AbortError');
          class MyError extends Error { constructor(m) { super(m); this.name = 'MyError'; this.code = 7; } }
          throw new MyError('sub');
        }
        async keep(stub) {
          globalThis.kept?.[Symbol.dispose]();
          globalThis.kept = stub.dup();
          globalThis.lost = stub;
        }
        useKept(i) { return globalThis.kept.increment(i); }
        useLost(i) { return globalThis.lost.increment(i); }
      }
      return new Service();
      """;

  private static String run(String body, String... flags) {
    return run(SERVICE, RpcSite.Role.INSTANCE, body, flags);
  }

  private static String run(String service, RpcSite.Role role, String body, String... flags) {
    try (TestWorker worker = new TestWorker(service, role, flags);
        TestRealm realm = new TestRealm(flags)) {
      TestWorker.define(realm);
      realm
          .realm()
          .context()
          .getBindings("js")
          .putMember("svc", RpcSite.of(realm.realm()).serviceStub(worker));
      return realm.run(
          "const fault = async (f) => { try { return ['no error', await f()]; } catch (e) { return"
              + " e instanceof Error ? `${e.name}: ${e.message} ${e.remote ?? ''}`.trim() : e; } };\n"
              // What is disposed of hears of it in a turn of its own.
              + "const until = async (f) => { for (let i = 0; i < 1000; i++) { const value = await f();"
              + " if (value) return value; } return 'never'; };\n"
              + body);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          await svc.add(1, 2)                         | 3
          await svc.later('x')                        | "x"
          await svc.none()                            | "none"
          await svc.number                            | 9
          await svc.minus(19, 6)                      | 13
          await svc.promised                          | 123
          await svc.promised.then((x) => x + 1)       | 124
          await svc.object.times(6, 4)                | 24
          await svc.object.deeper.over(6, 3)          | 2
          await svc.object.counter.increment(3)       | 8
          await svc.object.text                       | "hi"
          await svc.makeCounter(12).increment(3)      | 15
          await svc.makeCounter(1).fetch('a', 'b')    | "1 a b"
          await svc.getObject(5).foo                  | 128
          await svc.getObject(5).counter.increment(7) | 12
          await svc.getFunction()(3, 6)               | 5
          await svc.getFunction().own                 | 123
          await (await svc.getFunction())(3, 6)       | 5
          [...await svc.getMap()]                     | [["a",1]]
          await svc.call((x) => x * 2, 21)            | 42
          await svc.call(async (x) => x * 2, 21)      | 42
          typeof svc.add                              | "function"
          typeof svc                                  | "object"
          typeof svc.then                             | "undefined"
          'anything' in svc                           | true
          String(svc)                                 | "[object Fetcher]"
          svc.add instanceof RpcProperty              | true
          String(svc.add)                             | "[object JsRpcProperty]"
          svc.number.constructor.name                 | "RpcProperty"
          await svc.add(1, await svc.add(1, 1))       | 3
          await (await svc.identity({ b: new Blob(['x'], { type: 'a/b' }) })).b.text() | "x"
          """)
  void callsAndReadsGiveWhatTheOtherSideHas(String expression, String result) {
    assertThat(run("return " + expression)).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          svc.nope()                   | TypeError: The RPC receiver does not implement the method "nope". true
          svc.nope                     | TypeError: The RPC receiver does not implement the method "nope". true
          svc.field()                  | TypeError: The RPC receiver does not implement the method "field". true
          svc.object.plain.foo()       | TypeError: The RPC receiver does not implement the method "plain". true
          svc.number()                 | TypeError: "number" is not a function. true
          svc.object.text()            | TypeError: "object.text" is not a function. true
          svc.alarm()                  | TypeError: 'alarm' is a reserved method and cannot be called over RPC. true
          svc.throwing                 | Error: PROPERTY THREW true
          svc.throwIt('type')          | TypeError: wrong true
          svc.throwIt('string')        | Error: text true
          svc.throwIt('function')      | Error: () => 7 true
          svc.throwIt('dom')           | AbortError: gone true
          svc.getPlain()               | DataCloneError: Could not serialize object of type "Plain". This type does not support serialization. true
          svc.identity(new (class Foo {})) | DataCloneError: Could not serialize object of type "Foo". This type does not support serialization.
          svc.identity(Symbol('x'))    | DataCloneError: Symbol(x) could not be cloned.
          svc.identity(Promise.resolve()) | DataCloneError: #<Promise> could not be cloned.
          svc.identity({p: svc.later(1)}) | DataCloneError: Could not serialize object of type "RpcPromise". This type does not support serialization.
          svc.add(1, 2).foo()          | TypeError: The RPC receiver does not implement the method "foo". true
          svc.getMap().foo()           | TypeError: The RPC receiver does not implement the method "foo". true
          svc.makeCounter(1).i         | TypeError: The RPC receiver does not implement the method "i". true
          svc.makeCounter(1).dup()     | TypeError: 'dup' is a reserved method and cannot be called over RPC. true
          new RpcStub(new (class Foo {})) | TypeError: RpcStubs can only wrap plain objects, functions, and RpcTarget derivatives.
          """)
  void faultsAreToldInTheWordsOfThePlatform(String expression, String message) {
    assertThat(run("return fault(async () => " + expression + ")"))
        .isEqualTo("\"" + message.replace("\"", "\\\"") + "\"");
  }

  @Test
  void errorsOfOldWorkersKeepTheirNameInTheMessage() {
    assertThat(
            run(
                """
                return [await fault(() => svc.throwIt('sub')), await fault(() => svc.throwIt('object'))];
                """,
                "legacy_error_serialization"))
        .isEqualTo("[\"Error: MyError: sub true\",\"Error: #<Object> true\"]");
  }

  @Test
  void errorsKeepTheirPropertiesWhereTheWorkerSaysSo() {
    assertThat(
            run(
                """
                const error = await svc.throwIt('sub').catch((e) => e);
                return [error.name, error.message, error.code, error.remote, await svc.throwIt('object').catch((e) => e)];
                """,
                "enhanced_error_serialization"))
        .isEqualTo("[\"MyError\",\"sub\",7,true,{\"a\":1,\"remote\":true}]");
  }

  @Test
  void callsOfOneStubArriveInOrder() {
    assertThat(
            run(
                """
                const counter = svc.makeCounter(0);
                const early = [counter.increment(1), counter.increment(1)];
                const stub = await counter;
                return Promise.all([...early, stub.increment(1), stub.increment(1)]);
                """))
        .isEqualTo("[1,2,3,4]");
  }

  @Test
  void aDisposedStubIsRefusedAndItsTargetHears() {
    assertThat(
            run(
                """
                const counter = await svc.makeCounter(1);
                const other = counter.dup();
                counter[Symbol.dispose]();
                const after = await fault(() => counter.increment(1));
                const before = await svc.disposals();
                const alive = await other.increment(1);
                other[Symbol.dispose]();
                return [after, before, alive, await until(() => svc.disposals())];
                """))
        .isEqualTo("[\"Error: RPC stub used after being disposed.\",0,2,1]");
  }

  @Test
  void disposingOfAResultDisposesOfAllStubsInIt() {
    assertThat(
            run(
                """
                const result = await svc.getObject(1);
                const keys = Object.keys(result);
                result[Symbol.dispose]();
                return [keys, await fault(() => result.counter.increment(1)), await until(() => svc.disposals())];
                """))
        .isEqualTo("[[\"foo\",\"counter\"],\"Error: RPC stub used after being disposed.\",1]");
  }

  @Test
  void theDisposerOfAReturnedObjectRunsWhenTheCallerDisposes() {
    assertThat(
            run(
                """
                const result = await svc.withDisposer();
                const before = await svc.disposals();
                result[Symbol.dispose]();
                result[Symbol.dispose]();
                return [result.a, before, await until(() => svc.disposals())];
                """))
        .isEqualTo("[1,0,100]");
  }

  @Test
  void stubsInParametersEndWithTheCallUnlessDuplicated() {
    assertThat(
            run(
                """
                let disposed = 0;
                class Mine extends RpcTarget {
                  i = 0;
                  increment(by) { return this.i += by; }
                  [Symbol.dispose]() { disposed++; }
                }
                await svc.keep(new Mine());
                const kept = await svc.useKept(5);
                const lost = await fault(() => svc.useLost(1));
                const before = disposed;
                await svc.keep(new Mine());
                await svc.add(1, 1);
                return [kept, lost, before, disposed];
                """))
        .isEqualTo("[5,\"Error: RPC stub used after being disposed. true\",0,1]");
  }

  @Test
  void parametersKeepOrGiveAwayTheirStubsByFlag() {
    String body =
        """
        const stub = new RpcStub({ increment: (i) => i + 1 });
        return [await svc.increment(stub, 1), await fault(() => stub.increment(2))];
        """;
    assertThat(run(body, "rpc_params_transfer_stubs"))
        .isEqualTo("[2,\"Error: RPC stub used after being disposed.\"]");
    assertThat(run(body, "rpc_params_dup_stubs")).isEqualTo("[2,[\"no error\",3]]");
  }

  @Test
  void aParameterWithADupMethodIsDuplicated() {
    assertThat(
            run(
                """
                const log = [];
                class Mine extends RpcTarget {
                  constructor(name) { super(); this.name_ = name; }
                  dup() { log.push('dup'); return new Mine('copy'); }
                  increment(by) { return this.name_ + by; }
                  [Symbol.dispose]() { log.push('dispose ' + this.name_); }
                }
                const result = await svc.increment(new Mine('first'), 1);
                await until(async () => (await svc.add(1, 1)) && log.length === 2);
                return [result, log];
                """,
                "rpc_params_dup_stubs"))
        .isEqualTo("[\"copy1\",[\"dup\",\"dispose copy\"]]");
  }

  @Test
  void aStubThatIsDisposedOfDuringACallStillHasTheDisposerRunAndOtherCallsAnswered() {
    assertThat(
            run(
                """
                const log = [];
                class Mine extends RpcTarget {
                  first() { stub[Symbol.dispose](); return 1; }
                  second() { return 2; }
                  [Symbol.dispose]() { log.push('disposed'); }
                }
                const stub = new RpcStub(new Mine());
                const answers = await Promise.all([stub.first(), stub.second()]);
                await until(async () => (await svc.add(1, 1)) && log.length === 1);
                const bare = new RpcStub({ first() { bare[Symbol.dispose](); return 3; }, second: () => 4 });
                return [answers, log, await Promise.all([bare.first(), bare.second()])];
                """))
        .isEqualTo("[[1,2],[\"disposed\"],[3,4]]");
  }

  @Test
  void stubsOfOwnObjectsGoTheWayOfAllCalls() {
    assertThat(
            run(
                """
                const stub = new RpcStub({ sum: (a, b) => a + b, nested: { list: [1] } });
                const first = stub.nested.list;
                return [await stub.sum(1, 2), await first, stub instanceof RpcStub, stub.sum(1, 1) instanceof RpcPromise];
                """))
        .isEqualTo("[3,[1],true,true]");
  }

  @Test
  void proxiesStandForWhatTheyLookLike() {
    assertThat(
            run(
                """
                const plain = new Proxy({ increment: (i) => i }, { get: (t, name) => (i) => name + i });
                class Mine extends RpcTarget { increment(i) { return i; } }
                const target = new Proxy(new Mine(), {});
                const wrong = new Proxy(new (class Foo {}), {});
                return [await svc.increment(plain, 1), await svc.increment(target, 2), await fault(() => svc.identity(wrong))];
                """))
        .isEqualTo(
            "[\"increment1\",2,\"DataCloneError: Proxy could not be serialized because it is not a"
                + " valid RPC receiver type. The Proxy must emulate either a plain object or an"
                + " RpcTarget, as indicated by the Proxy's prototype chain.\"]");
  }

  @Test
  void pathsHaveALimit() {
    assertThat(
            run(
                """
                let p = svc;
                for (let i = 0; i < 65; i++) p = p.x;
                return fault(() => p.x);
                """))
        .isEqualTo("\"TypeError: RPC pipelined property path is too deep (max 64).\"");
  }

  @Test
  void largeMessagesAreRefused() {
    assertThat(run("return fault(() => svc.identity('x'.repeat(33554432)))"))
        .isEqualTo(
            "\"Error: Serialized RPC arguments or return values are limited to 32MiB, but the size"
                + " of this value was: 33554444 bytes.\"");
  }

  @Test
  void exportedHandlersTakeOneArgument() {
    String handlers =
        "return { one: (x, env, ctx) => x * env.twelve, short: (x) => x, two: (a, b, env, ctx) => 1 };";
    assertThat(
            run(
                handlers,
                RpcSite.Role.HANDLERS,
                """
                return [await svc.one(3), await svc.short(4), (await fault(() => svc.two(1, 2))).slice(0, 60),
                  (await fault(() => svc.one())).slice(0, 60)];
                """))
        .isEqualTo(
            "[36,4,\"TypeError: Cannot call handler function \\\"two\\\" over RPC becau\","
                + "\"TypeError: Attempted to call RPC function \\\"one\\\" with the wro\"]");
  }

  @Test
  void objectsThatExtendNothingHaveNoRpc() {
    assertThat(
            run(
                "return new (class { foo() { return 1; } });",
                RpcSite.Role.LEGACY,
                "return (await fault(() => svc.foo())).slice(0, 76)"))
        .isEqualTo(
            "\"TypeError: The receiving Durable Object does not support RPC, because its cl\"");
  }

  @Test
  void headersRequestsAndResponsesTravelWithTheirBodies() {
    assertThat(
            run(
                """
                const headers = await svc.identity(new Headers([['a', '1'], ['set-cookie', 'x'], ['set-cookie', 'y']]));
                headers.append('b', '2');
                const request = await svc.identity(new Request('http://h/p', { method: 'PUT', headers: { foo: 'bar' }, body: 'hello', redirect: 'manual' }));
                const { response } = await svc.identity({ response: new Response('body', { status: 404, headers: { foo: 'bar' } }) });
                return [[...headers], request.url, request.method, request.headers.get('foo'), await request.text(),
                  response.status, response.headers.get('foo'), await response.text()];
                """))
        .isEqualTo(
            "[[[\"a\",\"1\"],[\"b\",\"2\"],[\"set-cookie\",\"x\"],[\"set-cookie\",\"y\"]],"
                + "\"http://h/p\",\"PUT\",\"bar\",\"hello\",404,\"bar\",\"body\"]");
  }

  @Test
  void anAbortSignalAbortsOnTheOtherSide() {
    assertThat(
            run(
                """
                const controller = new AbortController();
                const received = await svc.identity(controller.signal);
                const aborted = new Promise((resolve) => received.addEventListener('abort', () => resolve(received.reason)));
                const before = received.aborted;
                controller.abort(new TypeError('enough'));
                return [before, String(await aborted)];
                """,
                "enable_abortsignal_rpc",
                "experimental"))
        .isEqualTo("[false,\"TypeError: enough\"]");
  }

  @Test
  void callsThatRunWhenAnIsolateEndsAreTold() {
    try (TestWorker worker =
            TestWorker.instance(
                "return new (class { hang() { return new Promise(() => {}); } make() { return () => 1;"
                    + " } });");
        TestRealm realm = new TestRealm()) {
      var scope = realm.realm().context().getBindings("js");
      scope.putMember("svc", RpcSite.of(realm.realm()).serviceStub(worker));
      scope.putMember(
          "abort",
          (org.graalvm.polyglot.proxy.ProxyExecutable)
              arguments -> {
                worker.abort("enough");
                return null;
              });
      assertThat(
              realm.run(
                  """
                  const stub = await svc.make();
                  const hanging = svc.hang();
                  await stub();
                  abort();
                  const told = await hanging.catch((e) => e.message);
                  return [told, await stub().catch((e) => e.message)];
                  """))
          .isEqualTo(
              "[\"enough\",\"The execution context which hosts this callback is no longer"
                  + " running.\"]");
    }
  }

  @Test
  void anIsolateThatEndsGivesBackWhatItHolds() {
    try (TestWorker worker = TestWorker.instance(SERVICE);
        TestRealm realm = new TestRealm()) {
      TestWorker.define(realm);
      var scope = realm.realm().context().getBindings("js");
      scope.putMember("svc", RpcSite.of(realm.realm()).serviceStub(worker));
      scope.putMember(
          "abort",
          (org.graalvm.polyglot.proxy.ProxyExecutable)
              arguments -> {
                worker.abort("enough");
                return null;
              });
      assertThat(
              realm.run(
                  """
                  let disposed;
                  const heard = new Promise((resolve) => { disposed = resolve; });
                  class Mine extends RpcTarget { [Symbol.dispose]() { disposed('disposed'); } }
                  await svc.keep(new Mine());
                  abort();
                  return heard;
                  """))
          .isEqualTo("\"disposed\"");
    }
  }
}
