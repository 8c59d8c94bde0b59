package dev.perdure.js.url;

import com.ibm.icu.text.IDNA;
import dev.perdure.js.encoding.Utf8;
import dev.perdure.js.url.PercentEncoding.Encode;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses the host of a URL into the form in which it is serialised. Thread-safe. */
final class HostParser {
  private static final String FORBIDDEN = "\0\t\n\r #/:<>?@[\\]^|";

  private HostParser() {}

  /** The serialised host, or null where {@code input} is none. */
  static @Nullable String parse(String input, boolean special) {
    if (input.startsWith("[")) {
      return input.endsWith("]") ? Ipv6.normalise(input.substring(1, input.length() - 1)) : null;
    }
    if (!special) {
      return opaque(input);
    }
    String domain =
        input.indexOf('%') < 0
            ? Utf8.wellFormed(input)
            : Utf8.decodeWithMark(PercentEncoding.decode(input));
    String ascii = toAscii(domain);
    if (ascii == null || ascii.isEmpty() || !isDomain(ascii)) {
      return null;
    }
    return Ipv4.endsInNumber(ascii) ? Ipv4.normalise(ascii) : ascii;
  }

  private static @Nullable String opaque(String input) {
    for (int i = 0; i < input.length(); i++) {
      if (FORBIDDEN.indexOf(input.charAt(i)) >= 0) {
        return null;
      }
    }
    return PercentEncoding.encode(input, Encode.C0_CONTROL);
  }

  private static boolean isDomain(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      char c = ascii.charAt(i);
      if (c <= 0x20 || c >= 0x7F || c == '%' || FORBIDDEN.indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String toAscii(String domain) {
    for (int i = 0; i < domain.length(); i++) {
      if (domain.charAt(i) >= 0x80) {
        return Punycode.toAscii(domain);
      }
    }
    return domain.toLowerCase(Locale.ROOT);
  }

  /** International names; kept apart because its tables take a moment to load. */
  private static final class Punycode {
    private static final IDNA UTS46 =
        IDNA.getUTS46Instance(
            IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ
                | IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE);
    private static final Set<IDNA.Error> ALLOWED =
        EnumSet.of(
            IDNA.Error.EMPTY_LABEL,
            IDNA.Error.LABEL_TOO_LONG,
            IDNA.Error.DOMAIN_NAME_TOO_LONG,
            IDNA.Error.LEADING_HYPHEN,
            IDNA.Error.TRAILING_HYPHEN,
            IDNA.Error.HYPHEN_3_4);

    static @Nullable String toAscii(String domain) {
      IDNA.Info info = new IDNA.Info();
      StringBuilder out = new StringBuilder();
      UTS46.nameToASCII(domain, out, info);
      return ALLOWED.containsAll(info.getErrors()) ? out.toString() : null;
    }
  }
}
