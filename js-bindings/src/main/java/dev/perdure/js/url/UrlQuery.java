package dev.perdure.js.url;

import dev.perdure.js.encoding.Utf8;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/**
 * A list of names and values, read from and written as {@code application/x-www-form-urlencoded}.
 * Confined to the thread that made it.
 */
public final class UrlQuery {
  /** A name and its value. */
  public record Pair(String name, String value) {}

  private static final String PLAIN = "*-._";

  private final List<Pair> pairs = new ArrayList<>();

  /** The pairs in {@code text}, which has no question mark in front. */
  public static UrlQuery parse(String text) {
    UrlQuery query = new UrlQuery();
    query.reset(text);
    return query;
  }

  /** Replaces all pairs by those in {@code text}. */
  @HostAccess.Export
  public void reset(String text) {
    pairs.clear();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('&', start);
      end = end < 0 ? text.length() : end;
      if (end > start) {
        int equals = text.indexOf('=', start);
        boolean valued = equals >= 0 && equals < end;
        String name = decode(text.substring(start, valued ? equals : end));
        pairs.add(new Pair(name, valued ? decode(text.substring(equals + 1, end)) : ""));
      }
      start = end + 1;
    }
  }

  private static String decode(String text) {
    String spaced = text.indexOf('+') < 0 ? text : text.replace('+', ' ');
    return spaced.indexOf('%') < 0
        ? Utf8.wellFormed(spaced)
        : Utf8.decodeWithMark(PercentEncoding.decode(spaced));
  }

  /** The pairs in their order; a live list. */
  public List<Pair> pairs() {
    return pairs;
  }

  /** The number of pairs. */
  @HostAccess.Export
  public int size() {
    return pairs.size();
  }

  /** The name of a pair. */
  @HostAccess.Export
  public String name(int index) {
    return pairs.get(index).name();
  }

  /** The value of a pair. */
  @HostAccess.Export
  public String value(int index) {
    return pairs.get(index).value();
  }

  /** Adds a pair. */
  @HostAccess.Export
  public void append(String name, String value) {
    pairs.add(new Pair(Utf8.wellFormed(name), Utf8.wellFormed(value)));
  }

  /** The index of the first pair of that name, at or after {@code from}; -1 where there is none. */
  @HostAccess.Export
  public int find(String name, int from) {
    String wanted = Utf8.wellFormed(name);
    for (int i = from; i < pairs.size(); i++) {
      if (pairs.get(i).name().equals(wanted)) {
        return i;
      }
    }
    return -1;
  }

  /** The first value of that name. */
  @HostAccess.Export
  public @Nullable String get(String name) {
    int index = find(name, 0);
    return index < 0 ? null : pairs.get(index).value();
  }

  /** Whether there is such a pair; a null value stands for any. */
  @HostAccess.Export
  public boolean has(String name, @Nullable String value) {
    Pair wanted = wanted(name, value);
    return pairs.stream().anyMatch(pair -> matches(pair, wanted, value == null));
  }

  /** Removes the pairs of that name, and of that value unless it is null. */
  @HostAccess.Export
  public void delete(String name, @Nullable String value) {
    Pair unwanted = wanted(name, value);
    pairs.removeIf(pair -> matches(pair, unwanted, value == null));
  }

  private static Pair wanted(String name, @Nullable String value) {
    return new Pair(Utf8.wellFormed(name), value == null ? "" : Utf8.wellFormed(value));
  }

  private static boolean matches(Pair pair, Pair wanted, boolean anyValue) {
    return pair.name().equals(wanted.name()) && (anyValue || pair.value().equals(wanted.value()));
  }

  /** Gives the first pair of that name this value and removes the others, or adds a pair. */
  @HostAccess.Export
  public void set(String name, String value) {
    int first = find(name, 0);
    if (first < 0) {
      append(name, value);
      return;
    }
    String key = pairs.get(first).name();
    pairs.set(first, new Pair(key, Utf8.wellFormed(value)));
    for (int i = pairs.size() - 1; i > first; i--) {
      if (pairs.get(i).name().equals(key)) {
        pairs.remove(i);
      }
    }
  }

  /** Sorts by the UTF-16 code units of the names; pairs of one name keep their order. */
  @HostAccess.Export
  public void sort() {
    pairs.sort(Comparator.comparing(Pair::name));
  }

  /** The list, serialised. */
  @HostAccess.Export
  public String serialize() {
    StringBuilder out = new StringBuilder();
    for (Pair pair : pairs) {
      if (!out.isEmpty()) {
        out.append('&');
      }
      encode(out, pair.name());
      out.append('=');
      encode(out, pair.value());
    }
    return out.toString();
  }

  private static void encode(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || PLAIN.indexOf(c) >= 0) {
        out.append((char) c);
      } else if (c == ' ') {
        out.append('+');
      } else if (c < 0x80) {
        PercentEncoding.appendByte(out, c);
      } else {
        PercentEncoding.append(out, c, PercentEncoding.Encode.C0_CONTROL);
      }
    }
  }
}
