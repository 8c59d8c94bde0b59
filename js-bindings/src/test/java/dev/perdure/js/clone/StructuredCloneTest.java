package dev.perdure.js.clone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructuredCloneTest {
  private static String fault(String expression) {
    return TestRealm.json(
        "try { "
            + expression
            + "; return 'no error' } catch (e) { return e.name + ': ' + e.message }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          () => 1                    | () => 1 could not be cloned.
          Symbol('x')                | Symbol(x) could not be cloned.
          {a: [Symbol.iterator]}     | Symbol(Symbol.iterator) could not be cloned.
          Promise.resolve()          | #<Promise> could not be cloned.
          new WeakMap()              | #<WeakMap> could not be cloned.
          new WeakRef({})            | #<WeakRef> could not be cloned.
          new SharedArrayBuffer(1)   | #<SharedArrayBuffer> could not be cloned.
          """)
  void whatCannotBeCopiedIsNamed(String expression, String message) {
    assertThat(fault("structuredClone(" + expression + ")"))
        .isEqualTo("\"DataCloneError: " + message + "\"");
  }

  @Test
  void aTransferredBufferMovesAndItsViewsFollow() {
    assertThat(
            TestRealm.json(
                """
                const view = new Uint8Array([1, 2, 3]);
                const copy = structuredClone({ view, buffer: view.buffer }, { transfer: [view.buffer] });
                return [view.length, view.buffer.byteLength, [...copy.view], copy.view.buffer === copy.buffer];
                """))
        .isEqualTo("[0,0,[1,2,3],true]");
  }

  @Test
  void whatCannotMoveIsRefused() {
    assertThat(fault("structuredClone(1, { transfer: [{}] })"))
        .isEqualTo("\"TypeError: Object is not transferable\"");
    assertThat(fault("structuredClone(1, { transfer: [new SharedArrayBuffer(1)] })"))
        .isEqualTo("\"DataCloneError: Object is not transferable.\"");
  }

  @Test
  void anErrorKeepsItsTypeCauseAndOwnProperties() {
    assertThat(
            TestRealm.json(
                """
                const error = new RangeError('m', { cause: { why: 1 } });
                error.code = 7;
                const copy = structuredClone(error);
                return [copy instanceof RangeError, copy.message, copy.cause, copy.code, copy.stack === error.stack,
                  Object.keys(copy)];
                """,
                "enhanced_error_serialization"))
        .isEqualTo("[true,\"m\",{\"why\":1},7,true,[\"cause\",\"code\"]]");
  }

  @Test
  void anErrorOfOldWorkersLosesItsOwnProperties() {
    assertThat(
            TestRealm.json(
                """
                const error = new TypeError('m', { cause: 3 });
                error.code = 7;
                const copy = structuredClone(error);
                return [copy instanceof TypeError, copy.message, copy.cause, copy.code ?? null];
                """,
                "legacy_error_serialization"))
        .isEqualTo("[true,\"m\",3,null]");
  }

  @Test
  void aDomExceptionIsCopied() {
    assertThat(
            TestRealm.json(
                """
                const copy = structuredClone(new DOMException('m', 'AbortError'));
                return [copy instanceof DOMException, copy.name, copy.message, copy.code];
                """))
        .isEqualTo("[true,\"AbortError\",\"m\",20]");
  }

  @Test
  void gettersRunOnceAndMayCopyThemselves() {
    assertThat(
            TestRealm.json(
                """
                let calls = 0;
                const value = { a: 1, get b() { calls++; return structuredClone({ inner: [1, 'x'] }); }, c: 'end' };
                return [structuredClone(value), calls];
                """))
        .isEqualTo("[{\"a\":1,\"b\":{\"inner\":[1,\"x\"]},\"c\":\"end\"},1]");
  }

  @Test
  void subclassesBecomeWhatTheyExtend() {
    assertThat(
            TestRealm.json(
                """
                class Names extends Map { extra = 1 }
                class List extends Array {}
                class Point { x = 1 }
                const [names, list, point] = structuredClone([new Names([[1, 2]]), List.of(3), new Point()]);
                return [names.constructor.name, [...names], list.constructor.name, list, point.constructor.name, point];
                """))
        .isEqualTo("[\"Map\",[[1,2]],\"Array\",[3],\"Object\",{\"x\":1}]");
  }

  @Test
  void prototypesAreNotTakenForInstances() {
    assertThat(
            TestRealm.json(
                "return [structuredClone(Map.prototype), structuredClone(Object.create(Date.prototype))]"))
        .isEqualTo("[{},{}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          new URL("http://h")           | Could not serialize object of type "URL". This type does not support serialization.
          new (class Mine extends EventTarget {}) | Could not serialize object of type "Mine". This type does not support serialization.
          new AbortController().signal  | Could not serialize object of type "AbortSignal". This type does not support serialization.
          """)
  void objectsOfThePlatformAreRefused(String expression, String message) {
    assertThat(fault("structuredClone({ value: " + expression + " })"))
        .isEqualTo("\"DataCloneError: " + message.replace("\"", "\\\"") + "\"");
  }

  @Test
  void aBlobIsCopiedWithItsBytes() {
    assertThat(
            TestRealm.json(
                """
                const { blob, again } = ((b) => structuredClone({ blob: b, again: b }))(new Blob(['hello ', 'world'], { type: 'text/plain' }));
                return [blob instanceof Blob, blob === again, blob.type, await blob.text()];
                """))
        .isEqualTo("[true,true,\"text/plain\",\"hello world\"]");
  }

  @Test
  void headersAreCopied() {
    assertThat(
            TestRealm.json(
                """
                const headers = new Headers({ foo: '1' });
                const { copy } = structuredClone({ copy: headers });
                headers.set('foo', '2');
                return [copy instanceof Headers, [...copy]];
                """))
        .isEqualTo("[true,[[\"foo\",\"1\"]]]");
  }
}
