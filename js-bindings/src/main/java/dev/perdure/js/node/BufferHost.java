package dev.perdure.js.node;

import dev.perdure.js.encoding.Utf8;
import dev.perdure.js.scope.Realm;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/** What {@code node/buffer.js} calls: text in and out of bytes, comparing and searching. */
public final class BufferHost {
  private static final HexFormat HEX = HexFormat.of();

  private final Realm realm;

  BufferHost(Realm realm) {
    this.realm = realm;
  }

  /** The bytes of a text in an encoding of Node, normalized to lower case. */
  @HostAccess.Export
  public Value encode(String text, String encoding) {
    return realm.arrayBuffer(bytesOf(text, encoding));
  }

  /** The number of bytes of a text in UTF-8. */
  @HostAccess.Export
  public int utf8Length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        length++;
      } else if (c < 0x800) {
        length += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        length += 4;
        i++;
      } else {
        length += 3;
      }
    }
    return length;
  }

  /** The text of some bytes in an encoding of Node, normalized to lower case. */
  @HostAccess.Export
  public String decode(Value buffer, int offset, int length, String encoding) {
    byte[] bytes = new byte[length];
    buffer.readBuffer(offset, bytes, 0, length);
    return textOf(bytes, encoding);
  }

  /** Below, at or above zero as the first bytes are less than, like or greater than the second. */
  @HostAccess.Export
  public int compare(Value left, Value right) {
    return Integer.signum(Arrays.compareUnsigned(bytes(left), bytes(right)));
  }

  /** Where {@code part} begins in {@code whole} from {@code from} on or before, or -1. */
  @HostAccess.Export
  public int indexOf(Value whole, Value part, int from, boolean forward, int step) {
    byte[] text = bytes(whole);
    byte[] wanted = bytes(part);
    int last = text.length - wanted.length;
    if (forward) {
      for (int i = from; i <= last; i++) {
        if (i % step == 0 && matches(text, wanted, i)) {
          return i;
        }
      }
    } else {
      for (int i = Math.min(from, last); i >= 0; i--) {
        if (i % step == 0 && matches(text, wanted, i)) {
          return i;
        }
      }
    }
    return -1;
  }

  private static boolean matches(byte[] text, byte[] wanted, int at) {
    return Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length);
  }

  private byte[] bytes(Value value) {
    byte[] bytes = realm.bytes(value);
    if (bytes == null) {
      throw realm.typeError("The value is neither an ArrayBuffer nor a view of one.");
    }
    return bytes;
  }

  static byte[] bytesOf(String text, String encoding) {
    return switch (encoding) {
      case "latin1", "ascii" -> narrow(text);
      case "utf16le" -> text.getBytes(StandardCharsets.UTF_16LE);
      case "hex" -> fromHex(text);
      case "base64", "base64url" -> fromBase64(text);
      default -> utf8(text);
    };
  }

  /** UTF-8 in which a lone surrogate becomes the replacement character. */
  private static byte[] utf8(String text) {
    boolean lone = false;
    for (int i = 0; i < text.length() && !lone; i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        lone = !pair;
        i++;
      }
    }
    return (lone ? wellFormed(text) : text).getBytes(StandardCharsets.UTF_8);
  }

  private static String wellFormed(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point ->
            result.appendCodePoint(
                point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE
                    ? 0xfffd
                    : point));
    return result.toString();
  }

  private static byte[] narrow(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  /** Takes pairs of digits up to the first that is none, as Node does. */
  private static byte[] fromHex(String text) {
    int length = 0;
    while (length + 1 < text.length()
        && HexFormat.isHexDigit(text.charAt(length))
        && HexFormat.isHexDigit(text.charAt(length + 1))) {
      length += 2;
    }
    return HEX.parseHex(text, 0, length);
  }

  /** Takes both alphabets, ignores what is in neither and ends at the padding, as Node does. */
  static byte[] fromBase64(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=') {
        break;
      }
      if (c == '+' || c == '-') {
        digits.append('+');
      } else if (c == '/' || c == '_') {
        digits.append('/');
      } else if (c < 128 && Character.isLetterOrDigit(c)) {
        digits.append(c);
      }
    }
    if (digits.length() % 4 == 1) {
      digits.setLength(digits.length() - 1);
    }
    return Base64.getDecoder().decode(digits.toString());
  }

  static String textOf(byte[] bytes, String encoding) {
    return switch (encoding) {
      case "latin1" -> new String(bytes, StandardCharsets.ISO_8859_1);
      case "ascii" -> {
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] &= 0x7f;
        }
        yield new String(bytes, StandardCharsets.US_ASCII);
      }
      case "utf16le" -> wide(bytes);
      case "hex" -> HEX.formatHex(bytes).toLowerCase(Locale.ROOT);
      case "base64" -> Base64.getEncoder().encodeToString(bytes);
      case "base64url" -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      default -> Utf8.decodeWithMark(bytes);
    };
  }

  private static String wide(byte[] bytes) {
    char[] chars = new char[bytes.length / 2];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) ((bytes[2 * i] & 0xff) | bytes[2 * i + 1] << 8);
    }
    return new String(chars);
  }

  /** Whether some bytes are well-formed UTF-8, or ASCII only. */
  @HostAccess.Export
  public boolean valid(Value value, String encoding) {
    Charset charset = encoding.equals("ascii") ? StandardCharsets.US_ASCII : StandardCharsets.UTF_8;
    try {
      charset.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes(value)));
      return true;
    } catch (java.nio.charset.CharacterCodingException e) {
      return false;
    }
  }
}
