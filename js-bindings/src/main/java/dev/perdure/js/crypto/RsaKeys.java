package dev.perdure.js.crypto;

import dev.perdure.workers.message.GuestException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** RSA keys and their members in JSON Web Keys. */
final class RsaKeys {
  private RsaKeys() {}

  static KeyPair generate(int modulusLength, BigInteger exponent) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(
          new RSAKeyGenParameterSpec(modulusLength, exponent), Randomness.source());
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw GuestException.dom("OperationError", "RSA key generation failed: " + e.getMessage());
    }
  }

  static KeyHandle publicKey(BigInteger modulus, BigInteger exponent) {
    try {
      return new KeyHandle.Public(
          KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
    } catch (GeneralSecurityException e) {
      throw GuestException.dom("DataError", "Invalid RSA key: " + e.getMessage());
    }
  }

  /** A private key; the primes are recovered where only the exponents are given. */
  static KeyHandle privateKey(
      BigInteger modulus, BigInteger exponent, BigInteger secret, @Nullable BigInteger prime) {
    BigInteger p = prime == null ? factor(modulus, exponent, secret) : prime;
    BigInteger q = modulus.divide(p);
    try {
      KeyFactory factory = KeyFactory.getInstance("RSA");
      RSAPrivateCrtKeySpec spec =
          new RSAPrivateCrtKeySpec(
              modulus,
              exponent,
              secret,
              p,
              q,
              secret.mod(p.subtract(BigInteger.ONE)),
              secret.mod(q.subtract(BigInteger.ONE)),
              q.modInverse(p));
      return new KeyHandle.Private(
          factory.generatePrivate(spec),
          factory.generatePublic(new RSAPublicKeySpec(modulus, exponent)));
    } catch (GeneralSecurityException | ArithmeticException e) {
      throw GuestException.dom("DataError", "Invalid RSA key: " + e.getMessage());
    }
  }

  private static BigInteger factor(BigInteger modulus, BigInteger exponent, BigInteger secret) {
    BigInteger even = secret.multiply(exponent).subtract(BigInteger.ONE);
    int twos = even.getLowestSetBit();
    BigInteger odd = even.shiftRight(twos);
    BigInteger last = modulus.subtract(BigInteger.ONE);
    for (int base = 2; base < 100; base++) {
      BigInteger power = BigInteger.valueOf(base).modPow(odd, modulus);
      for (int i = 0; i < twos; i++) {
        BigInteger square = power.multiply(power).mod(modulus);
        if (square.equals(BigInteger.ONE) && !power.equals(BigInteger.ONE) && !power.equals(last)) {
          return power.subtract(BigInteger.ONE).gcd(modulus);
        }
        power = square;
      }
    }
    throw GuestException.dom("DataError", "Invalid RSA key: its numbers do not belong together.");
  }

  /** The members p, q, dp, dq and qi of a JSON Web Key, in this order. */
  static String[] factors(RSAPrivateCrtKey key) {
    return new String[] {
      text(key.getPrimeP()),
      text(key.getPrimeQ()),
      text(key.getPrimeExponentP()),
      text(key.getPrimeExponentQ()),
      text(key.getCrtCoefficient())
    };
  }

  /** A number in the base64url form of JSON Web Keys. */
  static String text(BigInteger number) {
    byte[] bytes = Aes.fixed(number, Math.max(1, (number.bitLength() + 7) / 8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
