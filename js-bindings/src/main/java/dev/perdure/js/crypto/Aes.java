package dev.perdure.js.crypto;

import dev.perdure.workers.message.GuestException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** AES in the modes of Web Crypto. */
final class Aes {
  private static final int BLOCK = 16;
  private static final int FULL_TAG = 16;

  private Aes() {}

  static byte[] cbc(boolean encrypt, byte[] key, byte[] iv, byte[] data) {
    try {
      return cipher("AES/CBC/PKCS5Padding", encrypt, key, new IvParameterSpec(iv)).doFinal(data);
    } catch (GeneralSecurityException e) {
      throw decryptionFailed(data.length, (data.length - 1) / BLOCK * BLOCK, "AES-CBC", e);
    }
  }

  /** Counter mode whose last {@code bits} bits of the counter count. */
  static byte[] ctr(byte[] key, byte[] counter, int bits, byte[] data) {
    BigInteger values = BigInteger.ONE.shiftLeft(bits);
    BigInteger blocks = BigInteger.valueOf((data.length + BLOCK - 1) / BLOCK);
    if (blocks.compareTo(values) > 0) {
      throw GuestException.dom("OperationError", "Counter block values will repeat.");
    }
    BigInteger start = new BigInteger(1, counter).mod(values);
    BigInteger untilZero = values.subtract(start);
    try {
      if (untilZero.compareTo(blocks) >= 0) {
        return ctrCipher(key, counter).doFinal(data);
      }
      int split = untilZero.intValueExact() * BLOCK;
      byte[] result = Arrays.copyOf(ctrCipher(key, counter).doFinal(data, 0, split), data.length);
      byte[] wrapped = fixed(new BigInteger(1, counter).subtract(start), BLOCK);
      byte[] rest = ctrCipher(key, wrapped).doFinal(data, split, data.length - split);
      System.arraycopy(rest, 0, result, split, rest.length);
      return result;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Cipher ctrCipher(byte[] key, byte[] counter) throws GeneralSecurityException {
    return cipher("AES/CTR/NoPadding", true, key, new IvParameterSpec(counter));
  }

  static byte[] gcmEncrypt(byte[] key, byte[] iv, byte[] data, byte @Nullable [] more, int tag) {
    try {
      byte[] sealed = gcm(true, key, iv, more, FULL_TAG).doFinal(data);
      return Arrays.copyOf(sealed, data.length + tag);
    } catch (GeneralSecurityException e) {
      throw GuestException.dom("OperationError", "Encryption failed.");
    }
  }

  static byte[] gcmDecrypt(byte[] key, byte[] iv, byte[] data, byte @Nullable [] more, int tag) {
    try {
      return tag >= 12
          ? gcm(false, key, iv, more, tag).doFinal(data)
          : shortTag(key, iv, data, more, tag);
    } catch (GeneralSecurityException e) {
      int length = data.length - tag;
      throw decryptionFailed(length, length, "AES-GCM", e);
    }
  }

  /** Tags under 96 bits, which the JDK refuses: opens by sealing, since GCM is a stream cipher. */
  private static byte[] shortTag(
      byte[] key, byte[] iv, byte[] data, byte @Nullable [] more, int tag)
      throws GeneralSecurityException {
    byte[] text = Arrays.copyOf(data, data.length - tag);
    byte[] plain = Arrays.copyOf(gcm(true, key, iv, null, FULL_TAG).doFinal(text), text.length);
    byte[] sealed = gcmEncrypt(key, iv, plain, more, tag);
    if (!MessageDigest.isEqual(sealed, data)) {
      throw new GeneralSecurityException("Tag mismatch");
    }
    return plain;
  }

  private static Cipher gcm(boolean encrypt, byte[] key, byte[] iv, byte @Nullable [] more, int tag)
      throws GeneralSecurityException {
    Cipher cipher = cipher("AES/GCM/NoPadding", encrypt, key, new GCMParameterSpec(tag * 8, iv));
    if (more != null) {
      cipher.updateAAD(more);
    }
    return cipher;
  }

  static byte[] wrap(byte[] key, byte[] data) {
    try {
      Cipher cipher = Cipher.getInstance("AES/KW/NoPadding");
      cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(key, "AES"));
      return cipher.wrap(new SecretKeySpec(data, "AES"));
    } catch (GeneralSecurityException e) {
      throw GuestException.dom("OperationError", "AES-KW key wrapping failed.");
    }
  }

  static byte[] unwrap(byte[] key, byte[] data) {
    try {
      Cipher cipher = Cipher.getInstance("AES/KW/NoPadding");
      cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(key, "AES"));
      return cipher.unwrap(data, "AES", Cipher.SECRET_KEY).getEncoded();
    } catch (GeneralSecurityException e) {
      throw GuestException.dom("OperationError", "AES-KW key unwrapping failed.");
    }
  }

  private static Cipher cipher(
      String name, boolean encrypt, byte[] key, AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(name);
    int mode = encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
    cipher.init(mode, new SecretKeySpec(key, "AES"), parameters);
    return cipher;
  }

  private static GuestException decryptionFailed(
      int length, int output, String name, Exception cause) {
    GuestException failure =
        GuestException.dom(
            "OperationError",
            "Decryption failed. This could be due to a ciphertext authentication failure, bad"
                + " padding, incorrect CryptoKey, or another algorithm-specific reason. Input length"
                + " was "
                + length
                + ", output length expected to be "
                + output
                + " for "
                + name);
    failure.addSuppressed(cause);
    return failure;
  }

  /** A number as {@code size} bytes, the most significant first. */
  static byte[] fixed(BigInteger number, int size) {
    byte[] bytes = number.toByteArray();
    byte[] result = new byte[size];
    int length = Math.min(bytes.length, size);
    System.arraycopy(bytes, bytes.length - length, result, size - length, length);
    return result;
  }
}
