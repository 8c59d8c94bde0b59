package dev.perdure.js.html;

import java.util.List;

/**
 * A piece of the source. Strings hold one byte a character until the rewriter decodes them.
 *
 * @param kind what it is
 * @param raw the source
 * @param name the name of a tag as it is written, or the content of a comment or doctype
 * @param attributes the attributes of a start tag
 * @param selfClosing whether a start tag ends with a slash
 */
record HtmlToken(
    Kind kind, String raw, String name, List<Attribute> attributes, boolean selfClosing) {
  enum Kind {
    TEXT,
    START,
    END,
    COMMENT,
    DOCTYPE,
    /** Passed on without being looked at. */
    RAW
  }

  static HtmlToken of(Kind kind, String raw, String name) {
    return new HtmlToken(kind, raw, name, List.of(), false);
  }
}
