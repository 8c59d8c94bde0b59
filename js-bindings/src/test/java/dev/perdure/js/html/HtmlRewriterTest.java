package dev.perdure.js.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlRewriterTest {
  private static HtmlRewriter rewriter(String selector) {
    return new HtmlRewriter(
        List.of(
            new HtmlRewriter.Rule(SelectorParser.parse(selector), 7),
            new HtmlRewriter.Rule(null, 15)),
        StandardCharsets.UTF_8,
        IllegalArgumentException::new);
  }

  private static String rewrite(String html, String selector, Consumer<HtmlRewriter> element) {
    HtmlRewriter rewriter = rewriter(selector);
    rewriter.feed(html.getBytes(StandardCharsets.UTF_8));
    rewriter.finish();
    for (int kind = rewriter.next(); kind != 0; kind = rewriter.next()) {
      if (kind == HtmlRewriter.ELEMENT) {
        element.accept(rewriter);
      }
    }
    return new String(rewriter.take(), StandardCharsets.UTF_8);
  }

  /** The names of the elements that a selector matches. */
  private static String matches(String html, String selector) {
    List<String> names = new ArrayList<>();
    rewrite(html, selector, rewriter -> names.add(rewriter.tagName()));
    return String.join(" ", names);
  }

  @Test
  void whatIsNotChangedComesOutAsItCameIn() {
    Random random = new Random(13);
    String[] pieces = {
      "<p>",
      "</p>",
      "<P  A=b c='d' e>",
      "<br/>",
      "<!--",
      "-->",
      "--!>",
      "<!doctype html>",
      "<script>",
      "</script>",
      "<svg>",
      "</svg>",
      "<![CDATA[",
      "]]>",
      "<title>",
      "</title>",
      "<",
      ">",
      "/",
      "\"",
      "é💩",
      "text ",
      "&amp;",
      "<a b=\"",
      "</ x>",
      "<?y>",
      "<style>",
      "</style",
      "<plaintext>",
      "\0",
      "<math>",
      "<mi>"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder html = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        html.append(pieces[random.nextInt(pieces.length)]);
      }
      byte[] bytes = html.toString().getBytes(StandardCharsets.UTF_8);
      HtmlRewriter rewriter = rewriter(random.nextBoolean() ? "*" : "none");
      for (int at = 0; at < bytes.length; ) {
        int end = Math.min(bytes.length, at + 1 + random.nextInt(9));
        rewriter.feed(Arrays.copyOfRange(bytes, at, end));
        at = end;
        while (rewriter.next() != 0) {
          assertThat(rewriter.handler()).isNotNegative();
        }
      }
      rewriter.finish();
      while (rewriter.next() != 0) {
        assertThat(rewriter.removed()).isFalse();
      }
      assertThat(new String(rewriter.take(), StandardCharsets.UTF_8)).isEqualTo(html.toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          div b ! b b
          div > b ! b
          div p > b ! b
          b:first-child ! b
          b:nth-child(2n) ! b b
          b:nth-child(-n+1) ! b
          p:nth-of-type(1) ! p
          .x.y ! p
          #i ! p
          p[class^=x] ! p
          [lang|=en] ! div
          [id=I i] ! p
          p, div ! div p
          :not(b) ! div p
          P ! p
          """)
  void selectorsMatch(String selector, String expected) {
    String html = "<div lang=en-GB><p class='x y' id=i><b>1</b></p><b>2</b></div><b>3</b>";
    assertThat(matches(html, selector)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          p + b ! Unsupported combinator `+` in selector.
          p:hover ! Unsupported pseudo-class or pseudo-element in selector.
          p > ! Dangling combinator in selector.
          ..a ! Invalid or unescaped class name in selector.
          p, ! The selector is empty.
          svg|a ! Selectors with explicit namespaces are not supported.
          """)
  void otherSelectorsAreRefused(String selector, String message) {
    assertThatThrownBy(() -> SelectorParser.parse(selector)).hasMessage("Parser error: " + message);
  }

  @Test
  void contentGoesAroundTheElementInTheOrderOfThePlatform() {
    assertThat(
            rewrite(
                "<p>x</p>",
                "p",
                e -> {
                  e.before("1", false, false);
                  e.before("<2>", false, false);
                  e.after("3", false, false);
                  e.after("4", false, false);
                  e.prepend("5", false, false);
                  e.prepend("6", false, false);
                  e.append("7", false, false);
                  e.append("<8>", true, false);
                }))
        .isEqualTo("1&lt;2&gt;<p>65x7<8></p>43");
  }

  @Test
  void aRemovedElementTakesItsContentAlong() {
    assertThat(rewrite("a<p>x<b>y</b></p>z", "p", HtmlRewriter::remove)).isEqualTo("az");
    assertThat(rewrite("a<p>x<b>y</b></p>z", "p", HtmlRewriter::removeAndKeepContent))
        .isEqualTo("ax<b>y</b>z");
  }

  @Test
  void changedAttributesLeaveTheOthersAsTheyAre() {
    assertThat(
            rewrite(
                "<p A=b c='d\"e' f  g = h>",
                "p",
                e -> {
                  e.setAttribute("a", "z");
                  e.removeAttribute("f");
                  e.setAttribute("New", "\"<é");
                }))
        .isEqualTo("<p A=\"z\" c='d\"e' g = h new=\"&quot;<é\">");
  }

  @Test
  void aRenamedElementHasItsEndTagRenamed() {
    assertThat(rewrite("<p a=b>x</P >", "p", e -> e.rename("q"))).isEqualTo("<q a=b>x</q>");
    assertThatThrownBy(() -> rewrite("<p>", "p", e -> e.rename("a b")))
        .hasMessage("Parser error: ` ` character is forbidden in the tag name");
  }

  @Test
  void scriptsAndTitlesHoldTextOnly() {
    assertThat(
            matches("<title><b></b></title><script>'<i>'<!--<script></script>--></script><u>", "*"))
        .isEqualTo("title script u");
  }
}
