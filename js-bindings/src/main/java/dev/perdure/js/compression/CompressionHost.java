package dev.perdure.js.compression;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.compat.CompatFlag;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/** What {@code lib/compression.js} calls. Codecs are opaque to the script. */
public final class CompressionHost {
  private final Realm realm;

  public CompressionHost(Realm realm) {
    this.realm = realm;
  }

  /** A codec that compresses into {@code gzip}, {@code deflate} or {@code deflate-raw}. */
  @HostAccess.Export
  public Object compressor(String format) {
    return new Compressor(format);
  }

  /** A codec that decompresses. */
  @HostAccess.Export
  public Object decompressor(String format) {
    return new Decompressor(format, realm.flags().on(CompatFlag.STRICT_COMPRESSION_CHECKS));
  }

  /** Takes bytes in; an {@code ArrayBuffer} with what comes out. */
  @HostAccess.Export
  public Value write(Object codec, Value buffer, long offset, int length) {
    byte[] input = new byte[length];
    buffer.readBuffer(offset, input, 0, length);
    return answer((Codec) codec, input, false);
  }

  /** Ends the input; an {@code ArrayBuffer} with the rest of the output. */
  @HostAccess.Export
  public Value finish(Object codec) {
    return answer((Codec) codec, new byte[0], true);
  }

  /** Frees the codec's memory. */
  @HostAccess.Export
  public void close(Object codec) {
    ((Codec) codec).close();
  }

  private Value answer(Codec codec, byte[] input, boolean last) {
    try {
      return realm.arrayBuffer(codec.code(input, last));
    } catch (BadInputException e) {
      codec.close();
      throw realm.typeError(e.text());
    }
  }
}
