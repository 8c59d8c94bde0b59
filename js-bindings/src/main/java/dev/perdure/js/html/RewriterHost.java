package dev.perdure.js.html;

import dev.perdure.js.encoding.Charsets;
import dev.perdure.js.scope.Realm;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code html-rewriter.js} calls. Confined to the isolate's thread. */
public final class RewriterHost {
  private final Realm realm;

  /** The host of one realm. */
  public RewriterHost(Realm realm) {
    this.realm = realm;
  }

  /** The rules of a rewriter, opaque to the script. */
  @HostAccess.Export
  public Object rules() {
    return new ArrayList<HtmlRewriter.Rule>();
  }

  /** Adds a rule; a null selector stands for the document. */
  @HostAccess.Export
  public void add(Object rules, @Nullable String selector, int handlers) {
    try {
      Selector parsed = selector == null ? null : SelectorParser.parse(selector);
      cast(rules).add(new HtmlRewriter.Rule(parsed, handlers));
    } catch (HtmlFault e) {
      throw realm.typeError(String.valueOf(e.getMessage()));
    }
  }

  @SuppressWarnings("unchecked")
  private static List<HtmlRewriter.Rule> cast(Object rules) {
    return (List<HtmlRewriter.Rule>) rules;
  }

  /** A rewriter for one document. */
  @HostAccess.Export
  public HtmlRewriter create(Object rules, String label) {
    Charset charset = Charsets.of(label);
    if (charset == null) {
      throw realm.typeError("Parser error: Unknown character encoding has been provided.");
    }
    if (charset.name().startsWith("UTF-16")) {
      throw realm.typeError("Parser error: Expected ASCII-compatible encoding.");
    }
    return new HtmlRewriter(cast(rules), charset, realm::typeError);
  }

  /** The output of a rewriter so far, in an ArrayBuffer. */
  @HostAccess.Export
  public Value take(Object rewriter) {
    return realm.arrayBuffer(((HtmlRewriter) rewriter).take());
  }
}
