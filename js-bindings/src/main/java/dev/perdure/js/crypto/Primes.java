package dev.perdure.js.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Random primes and the test of numbers, as Node has them and with the limits of workerd. */
final class Primes {
  /** The most bits of a prime. */
  static final int MAX_BITS = 8192;

  private static final int CERTAINTY = 128;
  private static final SecureRandom RANDOM = new SecureRandom();
  // workerd's pairs of add and rem; with others there may be no prime at all.
  private static final Set<Integer> ADD = Set.of(12, 24, 60);

  private Primes() {}

  /** Whether a prime may be wanted that leaves {@code rem} when it is divided by {@code add}. */
  static boolean allowed(BigInteger add, @Nullable BigInteger rem) {
    return add.bitLength() < 31
        && ADD.contains(add.intValue())
        && add.subtract(BigInteger.ONE).equals(rem);
  }

  /** A prime whose two highest bits are set; null where there is none. */
  static @Nullable BigInteger random(
      int bits, boolean safe, @Nullable BigInteger add, @Nullable BigInteger rem) {
    if (bits < 2 || (safe && bits < 3)) {
      return null;
    }
    while (true) {
      BigInteger candidate =
          new BigInteger(bits, RANDOM).setBit(bits - 1).setBit(bits - 2).setBit(0);
      if (add != null && rem != null) {
        candidate = candidate.subtract(candidate.mod(add)).add(rem);
      }
      if (candidate.bitLength() == bits
          && candidate.isProbablePrime(CERTAINTY)
          && (!safe || candidate.shiftRight(1).isProbablePrime(CERTAINTY))) {
        return candidate;
      }
    }
  }

  /** Whether a number is prime, with high probability. */
  static boolean isPrime(BigInteger candidate) {
    return candidate.isProbablePrime(CERTAINTY);
  }
}
