package dev.perdure.js.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTest {
  private static @Nullable String href(String input, @Nullable String base) {
    Url url = Url.parse(input, base == null ? null : Url.parse(base));
    return url == null ? null : url.href();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          http://example.com/a?b#c | http://example.com/a?b#c
          HTTP://EXAMPLE.com:80 | http://example.com/
          https://example.com:443/x | https://example.com/x
          https://example.com:8080/x | https://example.com:8080/x
          http:\\\\example.com\\a\\b | http://example.com/a/b
          http://a/b/../c/./d/.. | http://a/c/
          http://a/b/%2e%2E/c/%2e | http://a/c/
          http:example.com | http://example.com/
          http://///example.com | http://example.com/
          http://user:pa:ss@h/ | http://user:pa%3Ass@h/
          http://a@b@c/ | http://a%40b@c/
          http://h/a b"<>`{}?x'y #`z | http://h/a%20b%22%3C%3E%60%7B%7D?x%27y%20#%60z
          http://h/^[] | http://h/%5E[]
          http://h/%zz%41 | http://h/%zz%41
          http://0x7f.1/ | http://127.0.0.1/
          http://017700000001 | http://127.0.0.1/
          http://4294967295 | http://255.255.255.255/
          http://1.2.3.4./ | http://1.2.3.4/
          http://[::1]:80/ | http://[::1]/
          http://[1:0:0:2:0:0:0:3] | http://[1:0:0:2::3]/
          http://[::ffff:1.2.3.4] | http://[::ffff:102:304]/
          http://bücher.example/ | http://xn--bcher-kva.example/
          http://faß.de | http://xn--fa-hia.de/
          http://ＧＯ.com | http://go.com/
          http://a%41b/ | http://aab/
          http://a_b/ | http://a_b/
          file:///c:/x/../.. | file:///c:/
          file://localhost/x | file:///x
          file:c:\\foo | file:///c:/foo
          mailto:a@b | mailto:a@b
          data:x y  #z | data:x y %20#z
          javascript:alert(1) // | javascript:alert(1) //
          non-special://h:80/a/../b | non-special://h:80/b
          non-special:/..//p | non-special:/.//p
          blob:https://a/b | blob:https://a/b
          ws://h/💩?💩#💩 | ws://h/%F0%9F%92%A9?%F0%9F%92%A9#%F0%9F%92%A9
          """)
  void absoluteUrlsAreNormalised(String input, String expected) {
    assertThat(href(input, null)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/x",
        "example.com",
        "http://",
        "http://a:65536/",
        "http://a:b/",
        "http://a b/",
        "http://a<b/",
        "http://[::1",
        "http://[1:2:3]",
        "http://[1::2::3]",
        "http://[::1.2.3.256]",
        "http://256.256.256.256/",
        "http://1.2.3.4.5/",
        "http://0x.0x.0x.0x.0/",
        "http://user@/",
        "http://%/",
        "http://a%00b/",
        "https://\u00ad/",
        "http://ü.xn--a/",
        "http://1.2.3.09/",
        "non-special://a b/",
        "http://a^b/",
        "//h/x"
      })
  void whatIsNoAbsoluteUrlIsRefused(String input) {
    assertThat(href(input, null)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          x | http://h/a/b?q#f | http://h/a/x
          '' | http://h/a/b?q#f | http://h/a/b?q
          ?y | http://h/a/b?q#f | http://h/a/b?y
          '#y' | http://h/a/b?q#f | http://h/a/b?q#y
          ../../../x | http://h/a/b | http://h/x
          //o/x | https://h/a | https://o/x
          /x | http://u:p@h:8/a | http://u:p@h:8/x
          http:x | http://h/a/b | http://h/a/x
          https:x | http://h/a/b | https://x/
          '#f' | mailto:x | mailto:x#f
          /x | file:///C:/a/b | file:///C:/x
          //s/x | file:///C:/a | file://s/x
          """)
  void relativeUrlsAreResolved(String input, String base, String expected) {
    assertThat(href(input, base)).isEqualTo(expected);
  }

  @Test
  void aDriveLetterTakesTheBasesPathAway() {
    assertThat(href("D|/x", "file:///C:/a")).isEqualTo("file:///D:/x");
  }

  @Test
  void anOpaqueBaseTakesFragmentsOnly() {
    assertThat(href("x", "mailto:a")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://a:1/ | https://a:1
          ws://a/ | ws://a
          file:///x | null
          data:x | null
          blob:https://a:1/x | https://a:1
          blob:ftp://a/x | null
          """)
  void theOriginIsThatOfTheSchemesThatHaveOne(String input, String expected) {
    assertThat(url(input).origin()).isEqualTo(expected);
  }

  private static Url url(String input) {
    return Objects.requireNonNull(Url.parse(input));
  }

  @Test
  void settersChangeOnePart() {
    Url url = url("https://u:p@h:8/a?b#c");
    assertThat(url.withProtocol("ws").href()).isEqualTo("ws://u:p@h:8/a?b#c");
    assertThat(url.withProtocol("mailto").href()).isEqualTo(url.href());
    assertThat(url.withHost("x.y:443").href()).isEqualTo("https://u:p@x.y/a?b#c");
    assertThat(url.withHost("x.y:z").href()).isEqualTo("https://u:p@x.y:8/a?b#c");
    assertThat(url.withHostname("x:1").href()).isEqualTo(url.href());
    assertThat(url.withPort("90x").port()).isEqualTo("90");
    assertThat(url.withPort("x").port()).isEqualTo("8");
    assertThat(url.withPort("").href()).isEqualTo("https://u:p@h/a?b#c");
    assertThat(url.withPathname("x y/../z?").href()).isEqualTo("https://u:p@h:8/z%3F?b#c");
    assertThat(url.withSearch("?a b'#").href()).isEqualTo("https://u:p@h:8/a?a%20b%27%23#c");
    assertThat(url.withSearch("").href()).isEqualTo("https://u:p@h:8/a#c");
    assertThat(url.withHash("#x y").hash()).isEqualTo("#x%20y");
    assertThat(url.withUsername("ü:").withPassword("").href())
        .isEqualTo("https://%C3%BC%3A@h:8/a?b#c");
  }

  @Test
  void theFastPathAgreesWithTheParser() {
    Random random = new Random(7);
    String alphabet = "ab1.-_:/?#%&=+~@!$'()*,;[]{}|^\\ \"<>`Aé\u00ad.0x/..";
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text =
          new StringBuilder(random.nextBoolean() ? "http://" : "https://h.example/");
      for (int n = random.nextInt(14); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Url fast = NormalUrl.parse(text.toString());
      if (fast != null) {
        Url slow = Objects.requireNonNull(UrlParser.parse(text.toString(), null));
        assertThat(slow.href()).isEqualTo(fast.href());
        assertThat(slow.pathname() + slow.search() + slow.hash() + slow.host())
            .isEqualTo(fast.pathname() + fast.search() + fast.hash() + fast.host());
      }
    }
  }

  @Test
  void whatWasSerialisedParsesToItself() {
    Random random = new Random(11);
    String[] pieces = {
      "http:",
      "file:",
      "x:",
      "//",
      "/",
      "\\",
      "..",
      ".",
      "%2e",
      "C|",
      "c:",
      "@",
      ":",
      "80",
      "?",
      "#",
      "a",
      "é",
      "💩",
      "\ud800",
      "[::1]",
      "0x1",
      "1.2",
      " ",
      "^",
      "|",
      "%zz",
      "\t",
      "xn--",
      "localhost"
    };
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text =
          new StringBuilder(random.nextInt(3) == 0 ? "" : pieces[random.nextInt(3)]);
      for (int n = random.nextInt(9); n > 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      String once = href(text.toString(), "http://h/a/b?c");
      if (once != null) {
        assertThat(href(once, null)).as(text.toString()).isEqualTo(once);
      }
    }
  }
}
