package dev.perdure.js.url;

import org.jspecify.annotations.Nullable;

/** IPv6 addresses. Thread-safe. */
final class Ipv6 {
  private Ipv6() {}

  /** The address in brackets as the standard serialises it, or null where {@code input} is none. */
  static @Nullable String normalise(String input) {
    int[] pieces = parse(input);
    return pieces == null ? null : serialise(pieces);
  }

  private static int @Nullable [] parse(String s) {
    int[] pieces = new int[8];
    int index = 0;
    int compress = -1;
    int i = 0;
    if (s.startsWith(":")) {
      if (!s.startsWith("::")) {
        return null;
      }
      i = 2;
      compress = ++index;
    }
    while (i < s.length()) {
      if (index == 8) {
        return null;
      }
      if (s.charAt(i) == ':') {
        if (compress >= 0) {
          return null;
        }
        i++;
        compress = ++index;
        continue;
      }
      int start = i;
      int value = 0;
      while (i - start < 4 && i < s.length() && PercentEncoding.hex(s.charAt(i)) >= 0) {
        value = value * 16 + PercentEncoding.hex(s.charAt(i++));
      }
      if (i < s.length() && s.charAt(i) == '.') {
        if (i == start || index > 6 || !ipv4(s.substring(start), pieces, index)) {
          return null;
        }
        index += 2;
        break;
      }
      if (i < s.length()) {
        if (s.charAt(i++) != ':' || i == s.length()) {
          return null;
        }
      }
      pieces[index++] = value;
    }
    if (compress >= 0) {
      int swaps = index - compress;
      for (int to = 7; to != 0 && swaps > 0; to--, swaps--) {
        int from = compress + swaps - 1;
        int piece = pieces[from];
        pieces[from] = pieces[to];
        pieces[to] = piece;
      }
      return pieces;
    }
    return index == 8 ? pieces : null;
  }

  private static boolean ipv4(String text, int[] pieces, int index) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (int i = 0; i < 4; i++) {
      String part = parts[i];
      boolean digits =
          !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!digits || (part.length() > 1 && part.startsWith("0")) || Integer.parseInt(part) > 255) {
        return false;
      }
      pieces[index + i / 2] = pieces[index + i / 2] << 8 | Integer.parseInt(part);
    }
    return true;
  }

  private static String serialise(int[] pieces) {
    int start = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && pieces[end] == 0) {
        end++;
      }
      if (end - i > longest) {
        longest = end - i;
        start = i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder out = new StringBuilder("[");
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        out.append(i == 0 ? "::" : ":");
        i += longest - 1;
        continue;
      }
      out.append(Integer.toHexString(pieces[i]));
      if (i < 7) {
        out.append(':');
      }
    }
    return out.append(']').toString();
  }
}
