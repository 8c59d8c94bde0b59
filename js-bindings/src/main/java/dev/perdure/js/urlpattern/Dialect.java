package dev.perdure.js.urlpattern;

/**
 * What is special in the patterns of one component.
 *
 * @param delimiter what a group does not match across
 * @param prefix the character that belongs to the group behind it
 */
record Dialect(String delimiter, String prefix) {
  static final Dialect PLAIN = new Dialect("", "");
  static final Dialect HOSTNAME = new Dialect(".", "");
  static final Dialect PATHNAME = new Dialect("/", "/");

  static final String FULL_WILDCARD = ".*";

  String segmentWildcard() {
    return "[^" + escapeRegExp(delimiter) + "]+?";
  }

  static String escapeRegExp(String text) {
    return escape(text, ".+*?^${}()[]|/\\");
  }

  static String escapePattern(String text) {
    return escape(text, "+*?:{}()\\");
  }

  private static String escape(String text, String special) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (special.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }
}
