package dev.perdure.js.form;

import dev.perdure.js.encoding.Utf8;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Writes multipart/form-data as workerd does. Confined to the call that fills it. */
final class MultipartWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final String boundary;

  MultipartWriter(String boundary) {
    this.boundary = boundary;
  }

  /** A writer with a boundary that no content will hold. */
  static MultipartWriter create() {
    byte[] random = new byte[16];
    ThreadLocalRandom.current().nextBytes(random);
    return new MultipartWriter(HexFormat.of().formatHex(random));
  }

  String boundary() {
    return boundary;
  }

  void text(String name, String value) {
    write(
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\""
            + escape(name)
            + "\"\r\n\r\n"
            + value
            + "\r\n");
  }

  void file(String name, String filename, String type, byte[] content) {
    write(
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\""
            + escape(name)
            + "\"; filename=\""
            + escape(filename)
            + "\"\r\nContent-Type: "
            + (type.isEmpty() ? "application/octet-stream" : type)
            + "\r\n\r\n");
    out.writeBytes(content);
    write("\r\n");
  }

  byte[] finish() {
    write("--" + boundary + "--");
    return out.toByteArray();
  }

  private void write(String text) {
    out.writeBytes(Utf8.encode(text));
  }

  private static String escape(String name) {
    if (name.endsWith("\\")) {
      throw new FormException("Name or filename can't end with backslash");
    }
    return name.replace("\\", "\\\\").replace("\"", "%22").replace("\n", "%0A");
  }
}
