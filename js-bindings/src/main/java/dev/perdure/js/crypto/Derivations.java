package dev.perdure.js.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/** Keys from passwords and from other keys. */
final class Derivations {
  private Derivations() {}

  static Mac mac(String hash, byte[] key) {
    try {
      Mac mac = Mac.getInstance(Digests.hmac(hash));
      // HMAC fills keys with zeros; the JDK refuses keys of no bytes.
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, mac.getAlgorithm()));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("The JDK has no HMAC over '" + hash + "'.", e);
    }
  }

  static byte[] pbkdf2(String hash, byte[] password, byte[] salt, int iterations, int length) {
    Mac mac = mac(hash, password);
    int size = mac.getMacLength();
    byte[] result = new byte[(length + size - 1) / size * size];
    byte[] round = new byte[size];
    try {
      for (int block = 1, offset = 0; offset < length; block++, offset += size) {
        mac.update(salt);
        mac.update(
            new byte[] {
              (byte) (block >>> 24), (byte) (block >>> 16), (byte) (block >>> 8), (byte) block
            });
        mac.doFinal(round, 0);
        System.arraycopy(round, 0, result, offset, size);
        for (int i = 1; i < iterations; i++) {
          mac.update(round);
          mac.doFinal(round, 0);
          for (int j = 0; j < size; j++) {
            result[offset + j] ^= round[j];
          }
        }
      }
    } catch (ShortBufferException e) {
      throw new IllegalStateException(e);
    }
    return Arrays.copyOf(result, length);
  }

  static byte[] hkdf(String hash, byte[] key, byte[] salt, byte[] info, int length) {
    Mac extract = mac(hash, salt);
    Mac expand = mac(hash, extract.doFinal(key));
    int size = expand.getMacLength();
    byte[] result = new byte[(length + size - 1) / size * size];
    byte[] previous = {};
    for (int block = 1, offset = 0; offset < length; block++, offset += size) {
      expand.update(previous);
      expand.update(info);
      previous = expand.doFinal(new byte[] {(byte) block});
      System.arraycopy(previous, 0, result, offset, size);
    }
    return Arrays.copyOf(result, length);
  }
}
