package dev.perdure.js.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is thrown on one side, and what the other side catches, as workerd does it. */
class RpcErrorsTest {
  private static final String SERVICE =
      """
      class MyError extends Error { constructor(m, x) { super(m); this.name = 'MyError'; this.extra = x; } }
      class NoName extends Error {}
      class Getter extends TypeError { get name() { return 'Getter'; } }
      const thrown = {
        error: () => new Error('plain'), type: () => new TypeError('te'), range: () => new RangeError('re'),
        syntax: () => new SyntaxError('se'), reference: () => new ReferenceError('rf'), evaluation: () => new EvalError('ev'), uri: () => new URIError('ur'),
        aggregate: () => new AggregateError([new Error('i1')], 'agg'), cause: () => new Error('outer', { cause: { a: 1 } }),
        custom: () => new MyError('m', { deep: [1] }), noName: () => new NoName('nn'), getter: () => new Getter('sg'),
        uncloneable: () => Object.assign(new Error('p'), { status: 418, fn() {}, retryable: true, overloaded: true, remote: 'mine' }),
        props: () => Object.assign(new Error('p'), { status: 418, remote: 'mine' }),
        named: () => Object.assign(new Error('m'), { name: 'HTTPError' }), empty: () => new Error(),
        string: () => 'text', number: () => 42, object: () => ({ a: 1, message: 'm' }), nothing: () => null, missing: () => undefined,
        symbol: () => Symbol('s'), array: () => [1, 2], fn: () => () => 1, response: () => new Response('r'), map: () => new Map([[1, 2]]),
        bigint: () => 10n, dom: () => new DOMException('dm', 'AbortError'), frozen: () => Object.freeze(new Error('frozen')),
      };
      return new (class {
        run(name) { throw thrown[name](); }
        async later(name) { throw thrown[name](); }
        give(name) { return thrown[name](); }
      })();
      """;

  /** Constructor, name, message and own enumerable properties of what the caller caught. */
  private static final String CATCH =
      """
      const caught = async (promise) => {
        let e;
        try { e = await promise; } catch (error) { e = error; }
        const own = Object.entries(e).map(([k, v]) => k + '=' + (typeof v === 'object' ? JSON.stringify(v) : v)).join(' ');
        return `${e.constructor.name} ${e.name} ${e.message} [${own}]`;
      };
      """;

  private static String run(String flag, String call) {
    try (TestWorker worker = TestWorker.instance(SERVICE, flag);
        TestRealm realm = new TestRealm(flag)) {
      realm
          .realm()
          .context()
          .getBindings("js")
          .putMember("svc", RpcSite.of(realm.realm()).serviceStub(worker));
      return realm.run(CATCH + "return caught(" + call + ")");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          error       | Error Error plain [remote=true]
          type        | TypeError TypeError te [remote=true]
          range       | RangeError RangeError re [remote=true]
          syntax      | SyntaxError SyntaxError se [remote=true]
          reference   | ReferenceError ReferenceError rf [remote=true]
          evaluation  | EvalError EvalError ev [remote=true]
          uri         | URIError URIError ur [remote=true]
          aggregate   | AggregateError AggregateError agg [remote=true]
          cause       | Error Error outer [remote=true]
          custom      | Error Error MyError: m [remote=true]
          noName      | Error Error nn [remote=true]
          getter      | Error Error sg [remote=true]
          uncloneable | Error Error p [remote=true overloaded=true]
          named       | Error Error HTTPError: m [remote=true]
          empty       | Error Error  [remote=true]
          string      | Error Error text [remote=true]
          number      | Error Error 42 [remote=true]
          object      | Error Error #<Object> [remote=true]
          nothing     | Error Error null [remote=true]
          missing     | Error Error undefined [remote=true]
          symbol      | Error Error Symbol(s) [remote=true]
          array       | Error Error [object Array] [remote=true]
          fn          | Error Error () => 1 [remote=true]
          response    | Error Error #<Response> [remote=true]
          map         | Error Error #<Map> [remote=true]
          bigint      | Error Error 10 [remote=true]
          dom         | DOMException AbortError dm [remote=true]
          frozen      | Error Error frozen [remote=true]
          """)
  void oldWorkersHearTypeAndMessage(String name, String expected) {
    assertThat(run("legacy_error_serialization", "svc.run('" + name + "')"))
        .isEqualTo("\"" + expected + "\"");
    assertThat(run("legacy_error_serialization", "svc.later('" + name + "')"))
        .isEqualTo("\"" + expected + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          error       | Error Error plain [remote=true]
          aggregate   | AggregateError AggregateError agg [errors=[{}] remote=true]
          cause       | Error Error outer [cause={"a":1} remote=true]
          custom      | Error MyError m [name=MyError extra={"deep":[1]} remote=true]
          noName      | Error Error nn [remote=true]
          getter      | Error Getter sg [name=Getter remote=true]
          uncloneable | Error Error p [remote=true overloaded=true]
          props       | Error Error p [status=418 remote=true]
          named       | Error HTTPError m [name=HTTPError remote=true]
          string      | Error Error text [remote=true]
          object      | Object undefined m [a=1 message=m remote=true]
          array       | Array undefined undefined [0=1 1=2 remote=true]
          fn          | Error Error () => 1 [remote=true]
          response    | Error Error #<Response> [remote=true]
          map         | Map undefined undefined [remote=true]
          dom         | DOMException AbortError dm [remote=true]
          frozen      | Error Error frozen [remote=true]
          """)
  void newWorkersHearWhatCanBeCopied(String name, String expected) {
    assertThat(run("enhanced_error_serialization", "svc.run('" + name + "')"))
        .isEqualTo("\"" + expected.replace("\"", "\\\"") + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          legacy_error_serialization   | custom | Error Error m []
          enhanced_error_serialization | custom | Error MyError m [name=MyError extra={"deep":[1]}]
          legacy_error_serialization   | type   | TypeError TypeError te []
          """)
  void errorsThatAreReturnedAreValues(String flag, String name, String expected) {
    assertThat(run(flag, "svc.give('" + name + "')"))
        .isEqualTo("\"" + expected.replace("\"", "\\\"") + "\"");
  }
}
