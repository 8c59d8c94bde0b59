package dev.perdure.js.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {
  private static List<String> logOf(String script) {
    try (TestRealm realm = new TestRealm()) {
      realm.run(script);
      return realm.log();
    }
  }

  private static String lineOf(String expression) {
    return logOf("console.log(" + expression + ");").getFirst().substring("LOG ".length());
  }

  @Test
  void everyLevelReachesTheHost() {
    assertThat(
            logOf(
                "console.debug('a'); console.log('b', 1); console.info('c'); console.warn(null);"
                    + " console.error(true);"))
        .containsExactly("DEBUG a", "LOG b 1", "INFO c", "WARN null", "ERROR true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          1, 'two', true, null, undefined, 3n, Symbol('s'), -0 | 1 two true null undefined 3n Symbol(s) -0
          {a:1,b:'x',c:[1,2,3],d:{e:{f:{g:1}}}} | { a: 1, b: 'x', c: [ 1, 2, 3 ], d: { e: { f: [Object] } } }
          [1,'a',null,undefined,,5] | [ 1, 'a', null, undefined, <1 empty item>, 5 ]
          class Foo {}, function named(){}, () => {}, async () => {} | [class Foo] [Function: named] [Function (anonymous)] [AsyncFunction (anonymous)]
          '%s is %d years and %i, %f, %j %O %% %c x', 'Bob', 42.5, 42.9, '3.5', {a:1}, {c:1}, 'css', 'rest', {z:1} | Bob is 42.5 years and 42, 3.5, {"a":1} { c: 1 } %  x rest { z: 1 }
          '%s', {a:{b:{c:1}}}, 'x' | { a: [Object] } x
          '%d', '0x10', 5n | 16 5n
          'a%', 1 | a% 1
          new Map([['a',{b:1}],[{k:1},2]]), new Set([1,'a',[2]]) | Map(2) { 'a' => { b: 1 }, { k: 1 } => 2 } Set(3) { 1, 'a', [ 2 ] }
          new Date(0), /re/g | 1970-01-01T00:00:00.000Z /re/g
          new Uint8Array([1,2,3]), new ArrayBuffer(4) | Uint8Array(3) [ 1, 2, 3 ] ArrayBuffer { [Uint8Contents]: <00 00 00 00>, byteLength: 4 }
          Promise.resolve(4), new Promise(() => {}), new WeakMap() | Promise { 4 } Promise { <pending> } WeakMap { <items unknown> }
          Object.create(null), Object.create({x:1}) | [Object: null prototype] {} {}
          {get a(){return 1}, set b(v){}, get c(){return 1}, set c(v){}} | { a: [Getter], b: [Setter], c: [Getter/Setter] }
          {[Symbol('k')]:1, 'a-b':2, 'it\\'s':"it's"} | { 'a-b': 2, "it's": "it's", Symbol(k): 1 }
          'x', {s:'line1\\nline2'} | x { s: 'line1\\nline2' }
          new Number(3), new String('abc'), Object(1n) | [Number: 3] [String: 'abc'] [BigInt: 1n]
          [[[[1]]]], {a:{b:{c:{}}}} | [ [ [ [Array] ] ] ] { a: { b: { c: {} } } }
          JSON, Math | Object [JSON] {} Object [Math] {}
          Object.assign(() => {}, {p:1}), Object.assign([1],{x:2}) | [Function (anonymous)] { p: 1 } [ 1, x: 2 ]
          new (class M2 extends Map {})([[1,2]]) | M2(1) [Map] { 1 => 2 }
          '%o', function foo(){} | <ref *1> [Function: foo] { [length]: 0, [name]: 'foo', [prototype]: { [constructor]: [Circular *1] } }
          ['\\u0001'] | [ '\\x01' ]
          """)
  void valuesAreWrittenAsTheRuntimeWritesThem(String arguments, String expected) {
    assertThat(lineOf(arguments).replaceAll("\n *", " ")).isEqualTo(expected);
  }

  @Test
  void circlesAreMarked() {
    assertThat(lineOf("(() => { const c = {n: 1}; c.self = c; return c; })()"))
        .isEqualTo("<ref *1> { n: 1, self: [Circular *1] }");
  }

  @Test
  void longArraysAreWrittenInColumnsAndCut() {
    assertThat(lineOf("Array.from({length: 120}, (_, i) => i)"))
        .startsWith("[\n   0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11,\n")
        .endsWith("  96, 97, 98, 99,\n  ... 20 more items\n]");
    assertThat(lineOf("Array.from({length: 30}, (_, i) => 'item' + i)"))
        .startsWith("[\n  'item0',  'item1',  'item2',\n");
  }

  @Test
  void errorsShowTheirStackAndCause() {
    assertThat(lineOf("new TypeError('tt', {cause: new Error('cc')})"))
        .startsWith("TypeError: tt\n    at ")
        .contains("[cause]: Error: cc\n      at ");
    assertThat(
            lineOf(
                "new (class X extends Error { constructor(m) { super(m); this.code = 5; } })('m')"))
        .startsWith("X [Error]: m\n    at ")
        .endsWith("{\n  code: 5\n}");
  }

  @Test
  void groupsIndentAndCountsCount() {
    assertThat(
            logOf(
                """
                console.group('G'); console.log('a\\nb'); console.groupEnd();
                console.count(); console.count(); console.countReset('nope');
                console.assert(false, 'as %s', 'x'); console.assert(true);
                """))
        .containsExactly(
            "LOG G",
            "LOG   a\n  b",
            "LOG default: 1",
            "LOG default: 2",
            "WARN Warning: Count for 'nope' does not exist",
            "ERROR Assertion failed: as x");
  }

  @Test
  void tablesAreDrawn() {
    assertThat(logOf("console.table([{a:1,b:'x'},{a:3,c:4}])"))
        .containsExactly(
            """
            LOG ┌─────────┬───┬─────┬───┐
            │ (index) │ a │ b   │ c │
            ├─────────┼───┼─────┼───┤
            │ 0       │ 1 │ 'x' │   │
            │ 1       │ 3 │     │ 4 │
            └─────────┴───┴─────┴───┘\
            """);
  }

  @Test
  void anEventShowsWhatItsTypeHasFirst() {
    assertThat(lineOf("new MessageEvent('message', {data: 'd'})"))
        .startsWith(
            """
            MessageEvent {
              ports: [ [length]: 0 ],
              source: null,
              lastEventId: '',
              origin: null,
              data: 'd',
              type: 'message',
            """)
        .endsWith("  BUBBLING_PHASE: 3\n}");
  }
}
