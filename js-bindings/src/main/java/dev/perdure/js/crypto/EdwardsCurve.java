package dev.perdure.js.crypto;

import dev.perdure.workers.message.GuestException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.XECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** Curve25519 for signatures, Ed25519, or key agreement, X25519: keys of 32 bytes. */
enum EdwardsCurve {
  ED25519("Ed25519", "06032b6570"),
  X25519("X25519", "06032b656e");

  private static final int SIZE = 32;

  private final String jdkName;
  private final String oid;

  EdwardsCurve(String jdkName, String oid) {
    this.jdkName = jdkName;
    this.oid = oid;
  }

  static EdwardsCurve named(String name) {
    return name.equals("X25519") ? X25519 : ED25519;
  }

  KeyPair generate() {
    byte[] seed = new byte[SIZE];
    Randomness.fill(seed);
    return fromSeed(seed);
  }

  /** The pair whose private key is {@code seed}. */
  KeyPair fromSeed(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(jdkName);
      generator.initialize(new NamedParameterSpec(jdkName), new Repeating(seed));
      PublicKey publicKey = generator.generateKeyPair().getPublic();
      return new KeyPair(publicKey, privateKey(seed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private PrivateKey privateKey(byte[] seed) throws GeneralSecurityException {
    return KeyFactory.getInstance(jdkName).generatePrivate(new PKCS8EncodedKeySpec(pkcs8(seed)));
  }

  private byte[] pkcs8(byte[] seed) {
    byte[] inner = Der.octets(Der.octets(seed));
    return Der.sequence(Der.hex("020100"), Der.sequence(Der.hex(oid)), inner);
  }

  PublicKey fromRaw(byte[] raw) {
    try {
      byte[] spki = Der.sequence(Der.sequence(Der.hex(oid)), Der.bits(raw));
      return KeyFactory.getInstance(jdkName).generatePublic(new X509EncodedKeySpec(spki));
    } catch (GeneralSecurityException e) {
      throw GuestException.dom("DataError", "Invalid " + jdkName + " public key.");
    }
  }

  static byte[] raw(PublicKey key) {
    byte[] spki = key.getEncoded();
    return Arrays.copyOfRange(spki, spki.length - SIZE, spki.length);
  }

  static byte[] seed(Key key) {
    return switch (key) {
      case EdECPrivateKey k -> k.getBytes().orElseThrow();
      case XECPrivateKey k -> k.getScalar().orElseThrow();
      default -> throw new IllegalArgumentException("Not a key of Curve25519.");
    };
  }

  /** Gives a key generator the key it shall generate; the JDK has no other way to a public key. */
  private static final class Repeating extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final byte[] bytes;

    Repeating(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, target.length);
    }
  }
}
