package dev.perdure.js.url;

import static dev.perdure.js.scope.TestRealm.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UrlScriptTest {
  private static final String FAILURE =
      "const failure = (f) => { try { f() } catch (e) { return e.name + ': ' + e.message } };";

  @Test
  void theParametersAndTheUrlFollowEachOther() {
    assertThat(
            json(
                """
                const url = new URL('/p?x=1', 'http://A');
                const params = url.searchParams;
                params.append('y', 'é +');
                const first = url.href;
                url.search = '?q=1';
                const second = String(params);
                params.delete('q');
                return [first, second, url.href, params === url.searchParams, JSON.stringify({ url })];
                """))
        .isEqualTo(
            "[\"http://a/p?x=1&y=%C3%A9+%2B\",\"q=1\",\"http://a/p\",true,\"{\\\"url\\\":\\\"http://a/p\\\"}\"]");
  }

  @Test
  void badUrlsAreRefusedWithThePlatformsWords() {
    assertThat(
            json(
                FAILURE
                    + """
                    return [failure(() => new URL('/x')), failure(() => new URL()), failure(() => { new URL('http://a').href = 'x' }),
                      URL.parse('x'), URL.canParse('x', 'http://a'), failure(() => URL.prototype.toString.call({})).slice(0, 30)];
                    """))
        .isEqualTo(
            "[\"TypeError: Invalid URL string.\",\"TypeError: Failed to construct 'URL': constructor parameter 1 is not of type"
                + " 'USVString'.\",\"TypeError: Failed to set the 'href' property on 'URL': the provided value is not of type"
                + " 'valid URL string'.\",null,true,\"TypeError: Illegal invocation:\"]");
  }

  @Test
  void parametersAreMadeOfTextsPairsAndObjects() {
    assertThat(
            json(
                FAILURE
                    + """
                    return [new URLSearchParams('?a=1&b'), new URLSearchParams([['a', 1], ['a', 2]]), new URLSearchParams({ z: 1, b: null }),
                      new URLSearchParams(new Map([['x', 'y']])), new URLSearchParams(new URLSearchParams('b=1&a=2')), new URLSearchParams(undefined)]
                      .map(String).concat(failure(() => new URLSearchParams([['a']])));
                    """))
        .isEqualTo(
            "[\"a=1&b=\",\"a=1&a=2\",\"z=1&b=null\",\"x=y\",\"b=1&a=2\",\"\",\"TypeError: Invalid URL search params sequence.\"]");
  }

  @Test
  void parametersAreALiveList() {
    assertThat(
            json(
                """
                const p = new URLSearchParams('a=1&b=2&c=3&a=4&%F0%9F%8C%88&%EF%AC%83');
                const seen = [];
                for (const [name] of p) { seen.push(name); if (name === 'a') p.delete('b'); }
                p.set('a', 'x'); p.sort();
                return [seen, String(p), p.size, p.getAll('a'), p.has('a', 'y'), p.get('none'), [...p.keys()].length,
                  Object.prototype.toString.call(p.entries()), p.keys().map((k) => k).toArray().length];
                """))
        .isEqualTo(
            "[[\"a\",\"c\",\"a\",\"🌈\",\"ﬃ\"],\"a=x&c=3&%F0%9F%8C%88=&%EF%AC%83=\",4,[\"x\"],false,null,4,\"[object"
                + " EntryIterator]\",4]");
  }

  @Test
  void loneSurrogatesAreReplaced() {
    assertThat(
            json(
                "return [new URL('http://a/?\\ud800').href, new URLSearchParams('a=\\ud800').get('a')]"))
        .isEqualTo("[\"http://a/?%EF%BF%BD\",\"\ufffd\"]");
  }
}
