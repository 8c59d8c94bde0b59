package dev.perdure.js.fetch;

import org.jspecify.annotations.Nullable;

/** Absolute URLs in their serialised form. */
final class Urls {
  private Urls() {}

  static @Nullable String normal(String text) {
    try {
      java.net.URI uri = new java.net.URI(text);
      if (uri.getScheme() == null || uri.getRawAuthority() == null) {
        return null;
      }
      return uri.getRawPath().isEmpty()
          ? uri.getScheme()
              + "://"
              + uri.getRawAuthority()
              + "/"
              + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
          : text;
    } catch (java.net.URISyntaxException e) {
      return null;
    }
  }
}
