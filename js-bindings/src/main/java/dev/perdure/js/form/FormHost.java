package dev.perdure.js.form;

import dev.perdure.js.encoding.Utf8;
import dev.perdure.js.scope.Realm;
import dev.perdure.js.url.UrlQuery;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code form-data.js} calls. Confined to the isolate's thread. */
public final class FormHost {
  private record Parsed(List<FormEntry> entries) {}

  private final Realm realm;

  /** The host of one realm. */
  public FormHost(Realm realm) {
    this.realm = realm;
  }

  private <T> T orRaise(Supplier<T> work) {
    try {
      return work.get();
    } catch (FormException e) {
      throw realm.typeError(String.valueOf(e.getMessage()));
    }
  }

  /** A writer, opaque to the script. */
  @HostAccess.Export
  public Object writer() {
    return MultipartWriter.create();
  }

  /** Writes a field that is a text. */
  @HostAccess.Export
  public void writeText(Object writer, String name, String value) {
    orRaise(() -> {
      ((MultipartWriter) writer).text(name, value);
      return true;
    });
  }

  /** Writes a field that is a file. */
  @HostAccess.Export
  public void writeFile(
      Object writer,
      String name,
      String filename,
      String type,
      Value buffer,
      long offset,
      int length) {
    byte[] content = copy(buffer, offset, length);
    orRaise(() -> {
      ((MultipartWriter) writer).file(name, filename, type, content);
      return true;
    });
  }

  /** The boundary between the fields. */
  @HostAccess.Export
  public String boundary(Object writer) {
    return ((MultipartWriter) writer).boundary();
  }

  /** The bytes of the form, in an ArrayBuffer. */
  @HostAccess.Export
  public Value finish(Object writer) {
    return realm.arrayBuffer(((MultipartWriter) writer).finish());
  }

  /** The fields of a body of that content type, opaque to the script. */
  @HostAccess.Export
  public Object parse(Value buffer, long offset, int length, String contentType) {
    byte[] bytes = copy(buffer, offset, length);
    return new Parsed(orRaise(() -> parse(bytes, contentType)));
  }

  static List<FormEntry> parse(byte[] bytes, String contentType) {
    MimeType type = MimeType.parse(contentType);
    return switch (type == null ? "" : type.essence()) {
      case "multipart/form-data" -> {
        String boundary = parameter(type, "boundary");
        if (boundary == null) {
          throw new FormException(
              "No boundary string in Content-Type header. The multipart/form-data MIME type requires a boundary parameter,"
                  + " e.g. 'Content-Type: multipart/form-data; boundary=\"abcd\"'. See RFC 7578, section 4.");
        }
        yield new MultipartReader(bytes, boundary).read();
      }
      case "application/x-www-form-urlencoded" -> {
        String charset = parameter(type, "charset");
        if (charset != null
            && !List.of("utf-8", "utf8", "unicode-1-1-utf-8")
                .contains(charset.toLowerCase(Locale.ROOT))) {
          throw new FormException("Non-utf-8 application/x-www-form-urlencoded body.");
        }
        yield UrlQuery.parse(Utf8.decodeWithMark(bytes)).pairs().stream()
            .map(pair -> new FormEntry(pair.name(), null, "", Utf8.encode(pair.value())))
            .toList();
      }
      default ->
          throw new FormException(
              "Unrecognized Content-Type header value. FormData can only parse the following MIME types:"
                  + " multipart/form-data, application/x-www-form-urlencoded");
    };
  }

  private static @Nullable String parameter(@Nullable MimeType type, String name) {
    return type == null ? null : type.parameters().get(name);
  }

  /** The number of fields. */
  @HostAccess.Export
  public int count(Object parsed) {
    return ((Parsed) parsed).entries().size();
  }

  private static FormEntry entry(Object parsed, int index) {
    return ((Parsed) parsed).entries().get(index);
  }

  /** The name of a field. */
  @HostAccess.Export
  public String name(Object parsed, int index) {
    return entry(parsed, index).name();
  }

  /** Whether a field is a file. */
  @HostAccess.Export
  public boolean isFile(Object parsed, int index) {
    return entry(parsed, index).filename() != null;
  }

  /** The name of a field's file. */
  @HostAccess.Export
  public String filename(Object parsed, int index) {
    return Objects.requireNonNull(entry(parsed, index).filename());
  }

  /** The content type of a field. */
  @HostAccess.Export
  public String type(Object parsed, int index) {
    return entry(parsed, index).type();
  }

  /** The value of a field as a text. */
  @HostAccess.Export
  public String text(Object parsed, int index) {
    return Utf8.decodeWithMark(entry(parsed, index).bytes());
  }

  /** The value of a field in an ArrayBuffer. */
  @HostAccess.Export
  public Value bytes(Object parsed, int index) {
    return realm.arrayBuffer(entry(parsed, index).bytes());
  }

  private static byte[] copy(Value buffer, long offset, int length) {
    byte[] bytes = new byte[length];
    if (length > 0) {
      buffer.readBuffer(offset, bytes, 0, length);
    }
    return bytes;
  }
}
