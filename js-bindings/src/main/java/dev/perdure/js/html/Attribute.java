package dev.perdure.js.html;

import org.jspecify.annotations.Nullable;

/**
 * An attribute of a start tag.
 *
 * @param name the name as it is written
 * @param value the value, without its quotes
 * @param raw the source; null where the value was set
 */
record Attribute(String name, String value, @Nullable String raw) {
  boolean is(String lowerName) {
    return name.equalsIgnoreCase(lowerName);
  }

  String source() {
    return raw != null ? raw : name + "=\"" + value.replace("\"", "&quot;") + "\"";
  }
}
