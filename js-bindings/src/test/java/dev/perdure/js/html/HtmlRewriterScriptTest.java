package dev.perdure.js.html;

import static dev.perdure.js.scope.TestRealm.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlRewriterScriptTest {
  @Test
  void handlersSeeTokensAndChangeThem() {
    assertThat(
            json(
                """
                const log = [];
                const rewriter = new HTMLRewriter()
                  .on('a[href]', { element(e) { e.setAttribute('href', e.getAttribute('href').replace('http:', 'https:')); log.push([...e.attributes]) } })
                  .on('p', {
                    async element(e) { await scheduler.wait(5); e.onEndTag((tag) => { tag.before('!'); log.push(tag.name) }) },
                    text(t) { log.push([t.text, t.lastInTextNode]) },
                    comments(c) { c.text = c.text.toUpperCase() },
                  })
                  .onDocument({ doctype(d) { log.push(d.name) }, end(e) { e.append('<end>', { html: true }) } });
                const response = rewriter.transform(new Response('<!doctype html><p>é<!--c--><a href="http://x">y</a></p>', { headers: { x: 'y' } }));
                return [response.headers.get('x'), await response.text(), log];
                """))
        .isEqualTo(
            "[\"y\",\"<!doctype html><p>é<!--C--><a href=\\\"https://x\\\">y</a>!</p><end>\","
                + "[\"html\",[\"é\",false],[\"\",true],[[\"href\",\"https://x\"]],[\"y\",false],[\"\",true],\"p\"]]");
  }

  @Test
  void contentMayBeAStream() {
    assertThat(
            json(
                """
                const rewriter = new HTMLRewriter().on('p', { element(e) {
                  e.before(new Response('<a>'));
                  e.append(new Blob(['<b>']).stream(), { html: true });
                } });
                return rewriter.transform(new Response('<p>x</p>')).text();
                """))
        .isEqualTo("\"&lt;a&gt;<p>x<b></p>\"");
  }

  @Test
  void theInputIsReadAheadOfWhoReadsTheOutput() {
    assertThat(
            json(
                """
                const { readable, writable } = new TransformStream();
                const response = new HTMLRewriter()
                  .on('p', { element(e) { e.prepend('foo ') } })
                  .transform(new Response(readable));
                const writer = writable.getWriter();
                for (const text of ['<p>', 'bar', '</p>']) await writer.write(new TextEncoder().encode(text));
                await writer.close();
                return response.text();
                """))
        .isEqualTo("\"<p>foo bar</p>\"");
  }

  @Test
  void whatAHandlerThrowsFailsTheBody() {
    assertThat(
            json(
                """
                const rewriter = new HTMLRewriter().on('p', { element() { throw new RangeError('boom') } });
                try { await rewriter.transform(new Response('<p>')).text() } catch (e) { return e.name + ' ' + e.message }
                """))
        .isEqualTo("\"RangeError boom\"");
  }

  @Test
  void tokensDieWithTheirHandler() {
    assertThat(
            json(
                """
                let token;
                await new HTMLRewriter().on('p', { element(e) { token = e } }).transform(new Response('<p>')).text();
                try { token.tagName } catch (e) { return e.message }
                """))
        .contains("This content token is no longer valid.");
  }

  @Test
  void tokensDoNotGiveAwayTheRewriter() {
    assertThat(
            json(
                """
                const names = [];
                await new HTMLRewriter().on('p', { element(e) {
                  for (let o = e; o !== Object.prototype; o = Object.getPrototypeOf(o)) names.push(...Object.getOwnPropertyNames(o.constructor));
                } }).transform(new Response('<p>')).text();
                return names.filter((name) => !['length', 'name', 'prototype'].includes(name));
                """))
        .isEqualTo("[]");
  }

  @Test
  void badSelectorsAreRefused() {
    assertThat(json("try { new HTMLRewriter().on('p + b', {}) } catch (e) { return String(e) }"))
        .isEqualTo("\"TypeError: Parser error: Unsupported combinator `+` in selector.\"");
  }
}
