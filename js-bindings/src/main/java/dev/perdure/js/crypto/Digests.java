package dev.perdure.js.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** Hash functions by the names that Web Crypto and the JDK share. */
final class Digests {
  /** A hash that is fed in pieces. */
  interface Running {
    /** Takes the next piece. */
    void update(byte[] data);

    /** Ends it; not to be used afterwards. */
    byte[] finish();
  }

  private Digests() {}

  static byte[] of(String name, byte[] data) {
    return create(name).digest(data);
  }

  static MessageDigest create(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("The JDK has no hash function '" + name + "'.", e);
    }
  }

  /** A running hash; checksums too, by the names that {@code DigestStream} takes. */
  static Running running(String name) {
    return switch (name) {
      case "crc32" -> checksum(new CRC32(), Integer.BYTES);
      case "crc32c" -> checksum(new CRC32C(), Integer.BYTES);
      case "crc64nvme" -> checksum(new Crc64Nvme(), Long.BYTES);
      default -> digest(create(name));
    };
  }

  private static Running digest(MessageDigest digest) {
    return new Running() {
      @Override
      public void update(byte[] data) {
        digest.update(data);
      }

      @Override
      public byte[] finish() {
        return digest.digest();
      }
    };
  }

  private static Running checksum(Checksum checksum, int size) {
    return new Running() {
      @Override
      public void update(byte[] data) {
        checksum.update(data, 0, data.length);
      }

      @Override
      public byte[] finish() {
        byte[] bytes = new byte[size];
        long value = checksum.getValue();
        for (int i = size - 1; i >= 0; i--) {
          bytes[i] = (byte) value;
          value >>>= 8;
        }
        return bytes;
      }
    };
  }

  /** The size of a block in bytes, which is the size of an HMAC key that nobody asks a size of. */
  static int blockSize(String name) {
    return switch (name) {
      case "SHA-384", "SHA-512" -> 128;
      default -> 64;
    };
  }

  /** The name of the HMAC over a hash, as the JDK has it. */
  static String hmac(String hash) {
    return "Hmac" + compact(hash);
  }

  /** The name of a hash without its dash, as compound names have it. */
  static String compact(String hash) {
    return hash.startsWith("SHA-") ? "SHA" + hash.substring(4) : hash;
  }
}
