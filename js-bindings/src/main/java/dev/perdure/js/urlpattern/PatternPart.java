package dev.perdure.js.urlpattern;

/**
 * A piece of a pattern.
 *
 * @param type what it matches
 * @param value the text, or the regular expression
 * @param modifier empty, {@code ?}, {@code *} or {@code +}
 * @param name the name of its group; empty for a text
 * @param prefix the text before the group
 * @param suffix the text behind the group
 */
record PatternPart(
    Type type, String value, String modifier, String name, String prefix, String suffix) {
  enum Type {
    FIXED_TEXT,
    REGEXP,
    SEGMENT_WILDCARD,
    FULL_WILDCARD
  }

  static PatternPart text(String value, String modifier) {
    return new PatternPart(Type.FIXED_TEXT, value, modifier, "", "", "");
  }

  boolean isText() {
    return type == Type.FIXED_TEXT;
  }

  boolean hasCustomName() {
    return !name.isEmpty() && !Character.isDigit(name.charAt(0));
  }

  boolean isOnce() {
    return modifier.isEmpty();
  }
}
