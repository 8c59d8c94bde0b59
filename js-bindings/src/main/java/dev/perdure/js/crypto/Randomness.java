package dev.perdure.js.crypto;

import java.security.DrbgParameters;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** The source of random bytes, one generator a thread so that nobody waits. */
final class Randomness {
  private static final ThreadLocal<SecureRandom> SOURCE =
      ThreadLocal.withInitial(Randomness::create);

  private Randomness() {}

  private static SecureRandom create() {
    try {
      return SecureRandom.getInstance(
          "DRBG", DrbgParameters.instantiation(256, DrbgParameters.Capability.RESEED_ONLY, null));
    } catch (NoSuchAlgorithmException e) {
      return new SecureRandom();
    }
  }

  static void fill(byte[] target) {
    SOURCE.get().nextBytes(target);
  }

  static SecureRandom source() {
    return SOURCE.get();
  }
}
