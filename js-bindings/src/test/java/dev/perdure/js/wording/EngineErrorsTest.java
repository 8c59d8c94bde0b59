package dev.perdure.js.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          const o = {}; o.x.y                       | TypeError: Cannot read properties of undefined (reading 'y')
          null.x = 1                                | TypeError: Cannot set properties of null (setting 'x')
          const o = {}; o.f()                       | TypeError: o.f is not a function
          const [a] = undefined                     | TypeError: undefined is not iterable
          new Function('1')                         | EvalError: Code generation from strings disallowed for this context
          eval('1')                                 | EvalError: Code generation from strings disallowed for this context
          const c = 1; c = 2                        | TypeError: Assignment to constant variable.
          decodeURIComponent('%')                   | URIError: URI malformed
          'use strict'; Object.freeze({a: 1}).a = 1 | TypeError: Cannot assign to read only property 'a' of object '#<Object>'
          """)
  void aScriptThatCatchesAnErrorSeesTheWordsOfV8(String script, String error) {
    assertThat(
            TestRealm.json(
                """
                try {
                  (() => { %1$s })();
                } catch (e) {
                  return String(e) + e.stack.slice(0, String(e).length);
                }
                """
                    .formatted(script)))
        .isEqualTo('"' + error + error + '"');
  }

  @Test
  void theBlockOfATryIsEnough() {
    assertThat(
            TestRealm.json(
                """
                const env = {};
                try { env.MISSING.idFromName('x') } catch (e) { return e.message }
                """))
        .isEqualTo("\"Cannot read properties of undefined (reading 'idFromName')\"");
  }

  @Test
  void promisesAreRejectedInTheWordsOfV8() {
    assertThat(
            TestRealm.json(
                """
                return Promise.all([
                  (async () => null.a)().catch((e) => e.message),
                  Promise.resolve().then(() => null.b).catch((e) => e.message),
                ])
                """))
        .isEqualTo(
            "[\"Cannot read properties of null (reading 'a')\",\"Cannot read properties of null"
                + " (reading 'b')\"]");
  }

  @Test
  void otherThingsMayBeThrown() {
    assertThat(
            TestRealm.json(
                """
                const thrown = [];
                for (const value of [null, 1, { message: 5 }, new Error('mine')]) {
                  try { (() => { throw value })() } catch (e) { thrown.push(e === value) }
                }
                return thrown;
                """))
        .isEqualTo("[true,true,true,true]");
  }
}
