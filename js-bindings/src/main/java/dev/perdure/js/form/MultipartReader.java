package dev.perdure.js.form;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads multipart/form-data with the leniency and the words of workerd's {@code form-data.c++}.
 * Confined to one parse.
 */
final class MultipartReader {
  private final byte[] bytes;
  private final byte[] delimiter;
  private int at;

  MultipartReader(byte[] bytes, String boundary) {
    this.bytes = bytes;
    this.delimiter = ("\n--" + boundary).getBytes(StandardCharsets.UTF_8);
  }

  List<FormEntry> read() {
    int first = find(Arrays.copyOfRange(delimiter, 1, delimiter.length), 0);
    at = first < 0 ? bytes.length : first + delimiter.length - 1;
    if (at == bytes.length) {
      throw new FormException("No initial boundary string (or you have a truncated message).");
    }
    List<FormEntry> entries = new ArrayList<>();
    while (!isDone()) {
      entries.add(part());
    }
    return entries;
  }

  private boolean isDone() {
    if (startsWith("\n")) {
      at += 1;
    } else if (startsWith("\r\n")) {
      at += 2;
    } else if (startsWith("--")) {
      return true;
    } else {
      throw new FormException("Boundary string was not succeeded by CRLF, LF, or '--'.");
    }
    return false;
  }

  private FormEntry part() {
    int bodyStart = endOfHeaders();
    String headers = new String(bytes, at, bodyStart - at, StandardCharsets.UTF_8);
    at = bodyStart;
    String dispositionText = null;
    String type = "";
    for (String line : headers.split("\r\n|\r|\n")) {
      if (line.isEmpty()) {
        continue;
      }
      int colon = line.indexOf(':');
      if (colon <= 0 || !line.substring(0, colon).matches("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+")) {
        throw new FormException("FormData part had invalid headers.");
      }
      String value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "content-disposition" -> dispositionText = value;
        case "content-type" -> type = value;
        default -> {}
      }
    }
    if (dispositionText == null) {
      throw new FormException("No valid Content-Disposition header found in FormData part.");
    }
    Disposition disposition = Disposition.parse(dispositionText);
    return new FormEntry(disposition.name(), disposition.filename(), type, body());
  }

  private byte[] body() {
    int start = at;
    int end = find(delimiter, start);
    at = end < 0 ? bytes.length : end + delimiter.length;
    if (at == bytes.length) {
      throw new FormException("No subsequent boundary string after multipart message.");
    }
    boolean carriageReturn = end > start && bytes[end - 1] == '\r';
    return Arrays.copyOfRange(bytes, start, carriageReturn ? end - 1 : end);
  }

  /** The index behind the first empty line. */
  private int endOfHeaders() {
    for (int i = at; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        int next = i + 1 < bytes.length && bytes[i + 1] == '\r' ? i + 2 : i + 1;
        if (next < bytes.length && bytes[next] == '\n') {
          return next + 1;
        }
      }
    }
    throw new FormException("No multipart message header termination found.");
  }

  private boolean startsWith(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (at + i >= bytes.length || bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int find(byte[] wanted, int from) {
    for (int i = from; i <= bytes.length - wanted.length; i++) {
      int n = 0;
      while (n < wanted.length && bytes[i + n] == wanted[n]) {
        n++;
      }
      if (n == wanted.length) {
        return i;
      }
    }
    return -1;
  }

  /** What the header of a part says of its field. */
  private record Disposition(String name, @Nullable String filename) {
    static Disposition parse(String text) {
      int at = word(text, 0);
      if (at == 0) {
        throw new FormException("Invalid Content-Disposition header found in FormData part.");
      }
      if (!text.substring(0, at).equals("form-data")) {
        throw new FormException(
            "Content-Disposition header for FormData part must have the value \"form-data\", possibly"
                + " followed by parameters. Got: \""
                + text.substring(0, at)
                + "\"");
      }
      String name = null;
      String filename = null;
      at = spaces(text, at);
      while (at < text.length() && text.charAt(at) == ';') {
        int start = spaces(text, at + 1);
        int end = word(text, start);
        int equals = spaces(text, end);
        int quote = spaces(text, equals + 1);
        StringBuilder value = new StringBuilder();
        int behind =
            end > start && is(text, equals, '=') && is(text, quote, '"')
                ? quoted(text, quote + 1, value)
                : -1;
        if (behind < 0) {
          break;
        }
        switch (text.substring(start, end)) {
          case "name" -> name = value.toString();
          case "filename" -> filename = value.toString();
          default -> {}
        }
        at = spaces(text, behind);
      }
      if (name == null) {
        throw new FormException("Content-Disposition header in FormData part is missing a name.");
      }
      return new Disposition(name, filename);
    }

    private static boolean is(String text, int at, char c) {
      return at < text.length() && text.charAt(at) == c;
    }

    private static int spaces(String text, int from) {
      int at = from;
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return at;
    }

    private static int word(String text, int from) {
      int at = from;
      while (at < text.length()
          && (text.charAt(at) == '-'
              || text.charAt(at) == '_'
              || isAlphanumeric(text.charAt(at)))) {
        at++;
      }
      return at;
    }

    private static boolean isAlphanumeric(char c) {
      return c < 128 && Character.isLetterOrDigit(c);
    }

    /** The index behind the closing quote; -1 where there is none or nothing stands before it. */
    private static int quoted(String text, int from, StringBuilder value) {
      int at = from;
      while (at < text.length() && text.charAt(at) != '"') {
        if (text.charAt(at) == '\\' && ++at == text.length()) {
          return -1;
        }
        value.append(text.charAt(at++));
      }
      return at < text.length() && !value.isEmpty() ? at + 1 : -1;
    }
  }
}
