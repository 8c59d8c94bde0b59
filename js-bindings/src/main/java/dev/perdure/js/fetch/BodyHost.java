package dev.perdure.js.fetch;

import dev.perdure.js.encoding.Utf8;
import dev.perdure.js.form.MimeType;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.ByteSource;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/** What {@code lib/body.js} calls. Bodies are opaque to the script. */
public final class BodyHost {
  private final Realm realm;

  public BodyHost(Realm realm) {
    this.realm = realm;
  }

  /** A body of the UTF-8 bytes of a string. */
  @HostAccess.Export
  public Object text(String text) {
    return new Body.Bytes(Utf8.encode(text));
  }

  /** A body of a copy of bytes. */
  @HostAccess.Export
  public Object bytes(Value buffer, long offset, int length) {
    return new Body.Bytes(copy(buffer, offset, length));
  }

  /** A body that streams. */
  @HostAccess.Export
  public Object stream(Object source) {
    return new Body.Stream((ByteSource) source);
  }

  /** The bytes of a body one after the other. */
  @HostAccess.Export
  public Object source(Object body) {
    return switch ((Body) body) {
      case Body.Bytes whole -> new WholeSource(whole.bytes());
      case Body.Stream stream -> stream.source();
    };
  }

  /** Whether all bytes are there. */
  @HostAccess.Export
  public boolean isWhole(Object body) {
    return body instanceof Body.Bytes;
  }

  /** The text of a body whose bytes are there. */
  @HostAccess.Export
  public String wholeText(Object body) {
    return Utf8.decode(((Body.Bytes) body).bytes());
  }

  /** A future of the text of a body. */
  @HostAccess.Export
  public Object readText(Object body) {
    return all((Body) body).thenApply(Utf8::decode);
  }

  /** A future of the bytes of a body. */
  @HostAccess.Export
  public Object readAll(Object body) {
    return all((Body) body);
  }

  /** The text that UTF-8 bytes stand for. */
  @HostAccess.Export
  public String decode(Value buffer, long offset, int length) {
    return Utf8.decode(copy(buffer, offset, length));
  }

  /** An ArrayBuffer with the UTF-8 bytes of a string. */
  @HostAccess.Export
  public Value encode(String text) {
    return realm.arrayBuffer(ByteBuffer.wrap(Utf8.encode(text)));
  }

  private static byte[] copy(Value buffer, long offset, int length) {
    byte[] bytes = new byte[length];
    buffer.readBuffer(offset, bytes, 0, length);
    return bytes;
  }

  private static CompletableFuture<byte[]> all(Body body) {
    return switch (body) {
      case Body.Bytes whole -> CompletableFuture.completedFuture(whole.bytes());
      case Body.Stream stream -> new Gathered(stream.source()).result();
    };
  }

  /** The content type that a {@code Content-Type} header stands for, or the empty string. */
  @HostAccess.Export
  public String mimeType(String header) {
    MimeType type = MimeType.extract(header);
    return type == null ? "" : type.text();
  }
}
