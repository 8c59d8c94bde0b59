package dev.perdure.js.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFaultTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``          | Unexpected end of JSON input
          {           | Expected property name or '}' in JSON at position 1 (line 1 column 2)
          {a:1}       | Expected property name or '}' in JSON at position 1 (line 1 column 2)
          {"a" 1}     | Expected ':' after property name in JSON at position 5 (line 1 column 6)
          {"a":1,}    | Expected double-quoted property name in JSON at position 7 (line 1 column 8)
          {"a":x}     | Unexpected token 'x', "{"a":x}" is not valid JSON
          {"a":       | Unexpected end of JSON input
          {"a":[]] 1  | Expected ',' or '}' after property value in JSON at position 7 (line 1 column 8)
          [{"a":1}    | Expected ',' or ']' after array element in JSON at position 8 (line 1 column 9)
          [1 2]       | Expected ',' or ']' after array element in JSON at position 3 (line 1 column 4)
          [1,]        | Unexpected token ']', "[1,]" is not valid JSON
          [[],{}] x   | Unexpected non-whitespace character after JSON at position 8 (line 1 column 9)
          hello       | Unexpected token 'h', "hello" is not valid JSON
          nul         | Unexpected end of JSON input
          undefined   | "undefined" is not valid JSON
          -           | No number after minus sign in JSON at position 1 (line 1 column 2)
          01          | Unexpected number in JSON at position 1 (line 1 column 2)
          1.          | Unterminated fractional number in JSON at position 2 (line 1 column 3)
          1e          | Exponent part is missing a number in JSON at position 2 (line 1 column 3)
          "abc        | Unterminated string in JSON at position 4 (line 1 column 5)
          "\\x"       | Bad escaped character in JSON at position 2 (line 1 column 3)
          "\\u12"     | Bad Unicode escape in JSON at position 5 (line 1 column 6)
          <html><body>a long page</html> | Unexpected token '<', "<html><bod"... is not valid JSON
          {"aaaaaaaaaa":x,"bbbbbbbbb":2} | Unexpected token 'x', ..."aaaaaaaa":x,"bbbbbbb"... is not valid JSON
          """)
  void whatIsWrongIsSaidAsV8SaysIt(String text, String message) {
    assertThat(JsonFault.in(text)).isEqualTo(message);
  }

  @Test
  void linesAreCounted() {
    assertThat(JsonFault.in("{\n\"a\":1,\r\n x}"))
        .isEqualTo("Expected double-quoted property name in JSON at position 11 (line 3 column 2)");
  }

  @Test
  void parseStillParses() {
    assertThat(
            TestRealm.json(
                """
                const fault = (text) => { try { JSON.parse(text) } catch (e) { return [e.name, e.message] } };
                return [JSON.parse('{"a":[1,{}]}'), JSON.parse('[1,2]', (k, v) => v === 1 ? 7 : v), fault('x'), JSON.parse(5), JSON.parse.name, JSON.parse.length];
                """))
        .isEqualTo(
            "[{\"a\":[1,{}]},[7,2],[\"SyntaxError\",\"Unexpected token 'x', \\\"x\\\" is not valid"
                + " JSON\"],5,\"parse\",2]");
  }
}
