package dev.perdure.host.http;

import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.ResponseMessage;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses a body whose worker named a content coding and left it to the host to apply it. Only
 * gzip is applied; a body in another coding passes as it is.
 *
 * @see <a href="https://developers.cloudflare.com/workers/runtime-apis/response/">encodeBody</a>
 */
final class ContentCoding {
  private ContentCoding() {}

  /** The body of {@code response} as it goes over the wire. */
  static @Nullable Body applied(ResponseMessage response) {
    Body body = response.body();
    if (body == null || response.encoding() == ResponseMessage.Encoding.MANUAL) {
      return body;
    }
    String coding = response.headers().first(Headers.CONTENT_ENCODING_STRING);
    if (coding == null || !coding.equalsIgnoreCase("gzip")) {
      return body;
    }
    return new Body.Stream(
        new Zipped(
            switch (body) {
              case Body.Bytes bytes -> new Once(bytes.bytes());
              case Body.Stream stream -> stream.source();
            }));
  }

  /** Bytes as a stream of one chunk. */
  private static final class Once implements ByteSource {
    private byte @Nullable [] bytes;

    Once(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public CompletableFuture<@Nullable ByteBuffer> read() {
      byte[] taken = bytes;
      bytes = null;
      return CompletableFuture.completedFuture(
          taken == null || taken.length == 0 ? null : ByteBuffer.wrap(taken));
    }

    @Override
    public void cancel(@Nullable Throwable reason) {
      bytes = null;
    }
  }

  /** Another stream, compressed; each chunk is flushed, so that it arrives when it was made. */
  private static final class Zipped implements ByteSource {
    private final ByteSource plain;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final GZIPOutputStream gzip;
    private boolean ended;

    Zipped(ByteSource plain) {
      this.plain = plain;
      try {
        this.gzip = new GZIPOutputStream(bytes, 8192, true);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public CompletableFuture<@Nullable ByteBuffer> read() {
      if (ended) {
        return CompletableFuture.completedFuture(null);
      }
      return plain.read().thenApply(this::compressed);
    }

    private @Nullable ByteBuffer compressed(@Nullable ByteBuffer chunk) {
      try {
        if (chunk == null) {
          ended = true;
          gzip.finish();
        } else {
          byte[] copy = new byte[chunk.remaining()];
          chunk.get(copy);
          gzip.write(copy);
          gzip.flush();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      ByteBuffer result = ByteBuffer.wrap(bytes.toByteArray());
      bytes.reset();
      return result;
    }

    @Override
    public void cancel(@Nullable Throwable reason) {
      plain.cancel(reason);
    }
  }
}
