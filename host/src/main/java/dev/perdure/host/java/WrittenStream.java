package dev.perdure.host.java;

import dev.perdure.workers.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A body that a guest writes while it is sent; read as a whole where it does not leave. */
final class WrittenStream extends InputStream {
  private final Response.Writer writer;
  private @Nullable ByteArrayInputStream whole;

  WrittenStream(Response.Writer writer) {
    this.writer = writer;
  }

  Response.Writer writer() {
    return writer;
  }

  private ByteArrayInputStream whole() throws IOException {
    if (whole == null) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      writer.write(out);
      whole = new ByteArrayInputStream(out.toByteArray());
    }
    return whole;
  }

  @Override
  public int read() throws IOException {
    return whole().read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return whole().read(bytes, offset, length);
  }
}
