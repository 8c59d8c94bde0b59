package dev.perdure.js.url;

import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/** What {@code url.js} calls. Thread-safe. */
public final class UrlHost {
  /** A host without state. */
  public UrlHost() {}

  /** The URL, or null; a null {@code base} stands for none. */
  @HostAccess.Export
  public @Nullable Url parse(String input, @Nullable String base) {
    if (base == null) {
      return Url.parse(input, null);
    }
    Url parsedBase = Url.parse(base, null);
    return parsedBase == null ? null : Url.parse(input, parsedBase);
  }

  /** The list in {@code text}, which has no question mark in front. */
  @HostAccess.Export
  public UrlQuery query(String text) {
    return UrlQuery.parse(text);
  }
}
