package dev.perdure.js.node;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.ErrorData;
import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/** What {@code node/zlib.js} calls: compression of whole byte strings. */
public final class ZlibHost {
  private final Realm realm;

  ZlibHost(Realm realm) {
    this.realm = realm;
  }

  /** Compresses; {@code format} is gzip, deflate or deflate-raw. */
  @HostAccess.Export
  public Value deflate(Value data, String format, int level, int strategy) {
    byte[] bytes = bytes(data);
    Deflater deflater = new Deflater(level, !format.equals("deflate"));
    try {
      deflater.setStrategy(strategy);
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(64, bytes.length / 2));
      if (format.equals("gzip")) {
        out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
      }
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      if (format.equals("gzip")) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        littleEndian(out, (int) crc.getValue());
        littleEndian(out, bytes.length);
      }
      return realm.arrayBuffer(out.toByteArray());
    } finally {
      deflater.end();
    }
  }

  private static void littleEndian(ByteArrayOutputStream out, int value) {
    for (int i = 0; i < Integer.SIZE; i += Byte.SIZE) {
      out.write(value >>> i);
    }
  }

  /** Expands; {@code format} is gzip, deflate, deflate-raw or unzip, which looks for itself. */
  @HostAccess.Export
  public Value inflate(Value data, String format, double limit) {
    byte[] bytes = bytes(data);
    boolean gzip =
        format.equals("gzip")
            || (format.equals("unzip") && bytes.length > 1 && (bytes[0] & 0xff) == 0x1f);
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(64, bytes.length * 2));
    int start = 0;
    do {
      start =
          gzip
              ? gzipMember(bytes, start, out, limit)
              : member(bytes, 0, bytes.length, out, format, limit);
    } while (gzip && start + 2 < bytes.length && (bytes[start] & 0xff) == 0x1f);
    return realm.arrayBuffer(out.toByteArray());
  }

  private int gzipMember(byte[] bytes, int start, ByteArrayOutputStream out, double limit) {
    if (bytes.length - start < 10) {
      throw failure("Z_BUF_ERROR", -5, "unexpected end of file");
    }
    if ((bytes[start] & 0xff) != 0x1f || (bytes[start + 1] & 0xff) != 0x8b) {
      throw failure("Z_DATA_ERROR", -3, "incorrect header check");
    }
    int flags = bytes[start + 3];
    int at = start + 10;
    if ((flags & 4) != 0 && at + 2 <= bytes.length) {
      at += 2 + ((bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8);
    }
    for (int text = 8; text <= 16; text <<= 1) {
      if ((flags & text) != 0) {
        while (at < bytes.length && bytes[at++] != 0) {}
      }
    }
    if ((flags & 2) != 0) {
      at += 2;
    }
    if (at > bytes.length) {
      throw failure("Z_BUF_ERROR", -5, "unexpected end of file");
    }
    return member(bytes, at, bytes.length, out, "deflate-raw", limit) + 8;
  }

  private int member(
      byte[] bytes, int from, int to, ByteArrayOutputStream out, String format, double limit) {
    Inflater inflater = new Inflater(format.equals("deflate-raw"));
    try {
      inflater.setInput(bytes, from, to - from);
      byte[] buffer = new byte[8192];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        out.write(buffer, 0, count);
        if (out.size() > limit) {
          throw failure(
              "ERR_BUFFER_TOO_LARGE",
              0,
              "Cannot create a Buffer larger than " + (long) limit + " bytes");
        }
        if (count == 0 && inflater.needsDictionary()) {
          throw failure("Z_NEED_DICT", 2, "Missing dictionary");
        }
        if (count == 0 && inflater.needsInput()) {
          throw failure("Z_BUF_ERROR", -5, "unexpected end of file");
        }
      }
      return to - inflater.getRemaining();
    } catch (DataFormatException e) {
      throw failure("Z_DATA_ERROR", -3, String.valueOf(e.getMessage()));
    } finally {
      inflater.end();
    }
  }

  /** The CRC-32 of some bytes, continued from {@code start}. */
  @HostAccess.Export
  public double crc32(Value data, double start) {
    int crc = ~(int) (long) start;
    for (byte b : bytes(data)) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
      }
    }
    return Integer.toUnsignedLong(~crc);
  }

  private RuntimeException failure(String code, int number, String message) {
    Value error = realm.toGuest(ErrorData.of("Error", message));
    error.putMember("code", code);
    error.putMember("errno", number);
    return realm.raise(error);
  }

  private byte[] bytes(Value value) {
    byte[] bytes = realm.bytes(value);
    if (bytes == null) {
      throw realm.typeError("The value is neither an ArrayBuffer nor a view of one.");
    }
    return bytes;
  }
}
