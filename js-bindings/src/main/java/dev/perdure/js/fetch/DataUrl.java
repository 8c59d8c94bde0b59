package dev.perdure.js.fetch;

import dev.perdure.js.form.MimeType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code data:} URL holds, as the data URL processor of the Fetch standard finds it.
 *
 * @param type the content type
 * @param bytes the content, which is not changed
 */
record DataUrl(String type, byte[] bytes) {
  private static final Pattern BASE64 =
      Pattern.compile("(.*); *base64$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final String DEFAULT_TYPE = "text/plain;charset=US-ASCII";

  /** The content of a serialised URL without its fragment; null where the URL is faulty. */
  static @Nullable DataUrl parse(String href) {
    int comma = href.indexOf(',');
    if (!href.startsWith("data:") || comma < 0) {
      return null;
    }
    String type = href.substring("data:".length(), comma).strip();
    byte[] bytes = percentDecoded(href.substring(comma + 1));
    Matcher base64 = BASE64.matcher(type);
    if (base64.matches()) {
      type = base64.group(1);
      try {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes = Base64.getDecoder().decode(text.replaceAll("[ \t\n\f\r]", ""));
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    MimeType parsed = MimeType.parse(type.startsWith(";") ? "text/plain" + type : type);
    return new DataUrl(parsed == null ? DEFAULT_TYPE : parsed.text(), bytes);
  }

  private static byte[] percentDecoded(String text) {
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      int high = i + 2 < in.length && in[i] == '%' ? Character.digit(in[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
      if (low < 0) {
        out.write(in[i]);
      } else {
        out.write(high << 4 | low);
        i += 2;
      }
    }
    return out.toByteArray();
  }
}
