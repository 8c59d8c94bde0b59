package dev.perdure.js.encoding;

import dev.perdure.js.scope.Realm;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code encoding.js} calls. Confined to the isolate's thread. */
public final class EncodingHost {
  private final Realm realm;

  /** The host of one realm. */
  public EncodingHost(Realm realm) {
    this.realm = realm;
  }

  /** The name of the encoding that a label stands for. */
  @HostAccess.Export
  public @Nullable String nameOf(String label) {
    return Encodings.nameOf(label);
  }

  /** A decoder, opaque to the script. */
  @HostAccess.Export
  public Object decoder(String name, boolean fatal, boolean keepMark, boolean replaceSurrogates) {
    return Encodings.decoder(name, fatal, keepMark, replaceSurrogates);
  }

  /** The next piece of a text; null where the bytes are faulty. */
  @HostAccess.Export
  public @Nullable String decode(
      Object decoder, Value buffer, long offset, int length, boolean last) {
    return ((Decoder) decoder).decode(copy(buffer, offset, length), last);
  }

  /** The text of UTF-8 bytes. */
  @HostAccess.Export
  public String utf8(Value buffer, long offset, int length, boolean keepMark) {
    byte[] bytes = copy(buffer, offset, length);
    return keepMark ? Utf8.decodeWithMark(bytes) : Utf8.decode(bytes);
  }

  private static byte[] copy(Value buffer, long offset, int length) {
    byte[] bytes = new byte[length];
    if (length > 0) {
      buffer.readBuffer(offset, bytes, 0, length);
    }
    return bytes;
  }

  /** An ArrayBuffer of the UTF-8 bytes of a text. */
  @HostAccess.Export
  public Value encode(String text) {
    return realm.arrayBuffer(Utf8.encode(text));
  }

  /** How many units of a text fit into so many bytes. */
  @HostAccess.Export
  public int fit(String text, int capacity) {
    return Utf8.fit(text, capacity);
  }

  /** Base64 of a string of bytes, or null. */
  @HostAccess.Export
  public @Nullable String toBase64(String text) {
    return Base64Text.encode(text);
  }

  /** The string of bytes that base64 stands for, or null. */
  @HostAccess.Export
  public @Nullable String fromBase64(String text) {
    return Base64Text.decode(text);
  }
}
