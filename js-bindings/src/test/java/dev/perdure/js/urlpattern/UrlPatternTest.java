package dev.perdure.js.urlpattern;

import static dev.perdure.js.scope.TestRealm.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      textBlock =
          """
          /foo /foo ^\\/foo$
          /:id /:id ^(?:\\/([^\\/]+?))$
          /:id? /:id? ^(?:\\/([^\\/]+?))?$
          /a/* /a/* ^\\/a(?:\\/(.*))$
          /(\\d+) /(\\d+) ^(?:\\/(\\d+))$
          {/a}? {/a}? ^(?:\\/a)?$
          /{:a}b /{:a}b ^\\/([^\\/]+?)b$
          /:a\\.b /:a.b ^(?:\\/([^\\/]+?))\\.b$
          /:a(.*) /:a(.*) ^(?:\\/(.*))$
          /:x+ /:x+ ^(?:\\/((?:[^\\/]+?)(?:\\/(?:[^\\/]+?))*))$
          """)
  void patternsBecomeExpressions(String pattern, String normal, String expression)
      throws PatternException {
    Component component = Component.compile(pattern, Dialect.PATHNAME, text -> text);
    assertThat(component.pattern()).isEqualTo(normal);
    assertThat(component.source()).isEqualTo(expression);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'('",
        "'/foo'",
        "{ pathname: '/(' }",
        "{ pathname: '/:a/:a' }",
        "{ pathname: '/(?<x>a)' }",
        "{ pathname: '/((a))' }",
        "{ pathname: '/{a' }",
        "{ pathname: '/(é)' }",
        "{ hostname: 'a b' }",
        "{ port: 'x' }",
        "'/foo', 'bar'",
        "5",
        "{}, 'http://a'"
      })
  void malformedPatternsAreRefused(String arguments) {
    assertThat(
            json(
                "try { new URLPattern("
                    + arguments
                    + "); return 'made' } catch (e) { return e.name + ': ' + e.message }"))
        .isEqualTo("\"TypeError: Failed to construct URLPattern\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          { pathname: '/a/:b?' } | 'http://x/a' | true
          { pathname: '/a/:b?' } | 'http://x/a/b/c' | false
          { pathname: '/a' } | { pathname: '/a' } | true
          { pathname: '/a' } | 'nope' | false
          '/x', 'http://a' | '/x', 'http://a' | true
          'https://*.example.com/*' | 'https://a.b.example.com/' | true
          'https://*.example.com/*' | 'https://example.com/' | false
          'http://a/Foo' | 'http://a/foo' | false
          'http://a/Foo', { ignoreCase: true } | 'http://a/foo' | true
          { protocol: 'http', port: '80' } | 'http://a/' | true
          { protocol: 'http{s}?' } | 'https://a/' | true
          { search: 'q=*' } | 'http://a/?q=1' | true
          { pathname: '/caf%C3%A9' } | 'http://a/café' | true
          { hostname: 'bücher.example' } | 'http://xn--bcher-kva.example/' | true
          'data\\\\:foo*' | 'data:foobar' | true
          'http://[\\\\:\\\\:1]/' | 'http://[::1]/' | true
          undefined | undefined | true
          """)
  void patternsMatchUrlsAndDictionaries(String pattern, String input, boolean matches) {
    assertThat(json("return new URLPattern(%s).test(%s)".formatted(pattern, input)))
        .isEqualTo(String.valueOf(matches));
  }

  @Test
  void groupsHaveNamesOrNumbers() {
    assertThat(
            json(
                """
                const match = new URLPattern({ pathname: '/a/:x/*' }).exec('https://u:p@h:8/a/b/c/d?q#f');
                return [match.inputs, match.pathname, match.username, match.port.input, match.search.groups,
                  'y' in new URLPattern({ pathname: '/x/:y?' }).exec({ pathname: '/x' }).pathname.groups];
                """))
        .isEqualTo(
            "[[\"https://u:p@h:8/a/b/c/d?q#f\"],{\"input\":\"/a/b/c/d\",\"groups\":{\"0\":\"c/d\",\"x\":\"b\"}},"
                + "{\"input\":\"u\",\"groups\":{\"0\":\"u\"}},\"8\",{\"0\":\"q\"},true]");
  }

  @Test
  void aPatternTellsItsComponents() {
    assertThat(
            json(
                """
                const p = new URLPattern('https://*.example.com:443/:a/*#h');
                return [p.protocol, p.username, p.hostname, p.port, p.pathname, p.search, p.hash, p.hasRegExpGroups,
                  new URLPattern({ pathname: '/(a|b)' }).hasRegExpGroups];
                """))
        .isEqualTo("[\"https\",\"*\",\"*.example.com\",\"\",\"/:a/*\",\"\",\"h\",false,true]");
  }

  @Test
  void aDictionaryHasItsOwnBase() {
    assertThat(
            json(
                """
                const p = new URLPattern({ pathname: 'b', baseURL: 'http://h/a/x?q' });
                try { p.test({ pathname: '/a' }, 'http://h') } catch (e) { return [p.pathname, p.search, e.message] }
                """))
        .isEqualTo("[\"/a/b\",\"*\",\"Failed to test URLPattern\"]");
  }
}
