package dev.perdure.js.url;

import org.jspecify.annotations.Nullable;

/** IPv4 addresses in all the ways a URL may write them. Thread-safe. */
final class Ipv4 {
  private Ipv4() {}

  /** Whether the last label is a number, so that the host must be an address. */
  static boolean endsInNumber(String host) {
    int end = host.endsWith(".") ? host.length() - 1 : host.length();
    if (end == 0) {
      return false;
    }
    String last = host.substring(host.lastIndexOf('.', end - 1) + 1, end);
    return !last.isEmpty()
        && (last.chars().allMatch(c -> c >= '0' && c <= '9') || number(last) >= 0);
  }

  /** The address as four decimal numbers, or null. */
  static @Nullable String normalise(String host) {
    String trimmed = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String[] parts = trimmed.split("\\.", -1);
    if (parts.length > 4) {
      return null;
    }
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      long value = number(parts[i]);
      boolean last = i == parts.length - 1;
      if (value < 0 || value >= (last ? 1L << (8 * (5 - parts.length)) : 256)) {
        return null;
      }
      address += last ? value : value << (8 * (3 - i));
    }
    return dotted(address);
  }

  static String dotted(long address) {
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  /** The number, capped above 32 bits; -1 where {@code text} is none. */
  private static long number(String text) {
    int radix = 10;
    int start = 0;
    if (text.isEmpty()) {
      return -1;
    }
    if (text.startsWith("0x") || text.startsWith("0X")) {
      radix = 16;
      start = 2;
    } else if (text.length() > 1 && text.startsWith("0")) {
      radix = 8;
      start = 1;
    }
    long value = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0) {
        return -1;
      }
      value = Math.min(value * radix + digit, 1L << 33);
    }
    return value;
  }
}
