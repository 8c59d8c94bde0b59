package dev.perdure.js.crypto;

import dev.perdure.workers.message.GuestException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The NIST curves: points, raw and PKCS #8 formats, and public keys of private ones. */
enum EllipticCurve {
  P256("P-256", "secp256r1", 32, "06082a8648ce3d030107"),
  P384("P-384", "secp384r1", 48, "06052b81040022"),
  P521("P-521", "secp521r1", 66, "06052b81040023");

  private static final byte[] EC_PUBLIC_KEY = Der.hex("06072a8648ce3d0201");
  private static final byte[] VERSION_0 = Der.hex("020100");
  private static final byte[] VERSION_1 = Der.hex("020101");

  private final String webName;
  private final String jdkName;
  private final int size;
  private final String oid;

  EllipticCurve(String webName, String jdkName, int size, String oid) {
    this.webName = webName;
    this.jdkName = jdkName;
    this.size = size;
    this.oid = oid;
  }

  static EllipticCurve named(String webName) {
    for (EllipticCurve curve : values()) {
      if (curve.webName.equals(webName)) {
        return curve;
      }
    }
    throw new IllegalArgumentException("There is no curve '" + webName + "'.");
  }

  /** The curve of a key, or null where it is none of these. */
  static @Nullable EllipticCurve of(ECKey key) {
    for (EllipticCurve curve : values()) {
      if (curve.parameters().getOrder().equals(key.getParams().getOrder())) {
        return curve;
      }
    }
    return null;
  }

  String webName() {
    return webName;
  }

  int size() {
    return size;
  }

  KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(jdkName));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private ECParameterSpec parameters() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(jdkName));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A public key from the X9.62 form of its point, compressed or not. */
  ECPublicKey fromRaw(byte[] raw) {
    if (raw.length == 1 + 2 * size && raw[0] == 4) {
      return fromPoint(
          new BigInteger(1, raw, 1, size),
          new BigInteger(1, raw, 1 + size, size),
          GuestException.dom(
              "DataError", "Failed to import raw EC key data: Point is not on curve.."));
    }
    GuestException invalid =
        GuestException.dom(
            "DataError", "Failed to import raw EC key data: Invalid point encoding..");
    if (raw.length != 1 + size || (raw[0] != 2 && raw[0] != 3)) {
      throw invalid;
    }
    BigInteger prime = prime(parameters());
    BigInteger x = new BigInteger(1, raw, 1, size);
    BigInteger square = right(x);
    BigInteger y = square.modPow(prime.add(BigInteger.ONE).shiftRight(2), prime);
    return fromPoint(x, y.testBit(0) == (raw[0] == 3) ? y : prime.subtract(y), invalid);
  }

  /** A public key from coordinates; {@code invalid} is thrown where they are not on the curve. */
  ECPublicKey fromPoint(BigInteger x, BigInteger y, GuestException invalid) {
    BigInteger prime = prime(parameters());
    if (x.compareTo(prime) >= 0
        || y.compareTo(prime) >= 0
        || !y.multiply(y).mod(prime).equals(right(x))) {
      throw invalid;
    }
    try {
      ECPublicKeySpec spec = new ECPublicKeySpec(new ECPoint(x, y), parameters());
      return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
    } catch (GeneralSecurityException e) {
      throw invalid;
    }
  }

  ECPrivateKey fromScalar(BigInteger scalar) {
    try {
      ECPrivateKeySpec spec = new ECPrivateKeySpec(scalar, parameters());
      return (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(spec);
    } catch (GeneralSecurityException e) {
      throw GuestException.dom("DataError", "Invalid EC key in JSON Web Key.");
    }
  }

  /** The public key that belongs to a private one. */
  ECPublicKey publicKey(ECPrivateKey key) {
    ECParameterSpec parameters = parameters();
    ECPoint point = multiply(parameters.getGenerator(), key.getS(), parameters);
    return fromPoint(
        point.getAffineX(),
        point.getAffineY(),
        GuestException.dom("DataError", "Invalid PKCS8 input."));
  }

  byte[] raw(ECPublicKey key) {
    return ByteBuffer.allocate(1 + 2 * size)
        .put((byte) 4)
        .put(Aes.fixed(key.getW().getAffineX(), size))
        .put(Aes.fixed(key.getW().getAffineY(), size))
        .array();
  }

  /** The first half, x, and the second half, y, of an uncompressed point. */
  byte[] coordinate(ECPublicKey key, boolean second) {
    byte[] raw = raw(key);
    return Arrays.copyOfRange(raw, second ? 1 + size : 1, second ? raw.length : 1 + size);
  }

  /** PKCS #8 with the public key inside, as OpenSSL writes it. */
  byte[] pkcs8(ECPrivateKey key, ECPublicKey publicKey) {
    byte[] inner =
        Der.sequence(
            VERSION_1,
            Der.octets(Aes.fixed(key.getS(), size)),
            Der.element(0xa1, Der.bits(raw(publicKey))));
    return Der.sequence(VERSION_0, Der.sequence(EC_PUBLIC_KEY, Der.hex(oid)), Der.octets(inner));
  }

  private BigInteger right(BigInteger x) {
    ECParameterSpec parameters = parameters();
    BigInteger a = parameters.getCurve().getA();
    BigInteger b = parameters.getCurve().getB();
    return x.multiply(x).add(a).multiply(x).add(b).mod(prime(parameters));
  }

  private static BigInteger prime(ECParameterSpec parameters) {
    return ((ECFieldFp) parameters.getCurve().getField()).getP();
  }

  private static ECPoint multiply(ECPoint base, BigInteger scalar, ECParameterSpec parameters) {
    BigInteger p = prime(parameters);
    BigInteger a = parameters.getCurve().getA();
    ECPoint result = ECPoint.POINT_INFINITY;
    for (int i = scalar.bitLength() - 1; i >= 0; i--) {
      result = add(result, result, a, p);
      if (scalar.testBit(i)) {
        result = add(result, base, a, p);
      }
    }
    return result;
  }

  private static ECPoint add(ECPoint left, ECPoint right, BigInteger a, BigInteger p) {
    if (left.equals(ECPoint.POINT_INFINITY)) {
      return right;
    }
    if (right.equals(ECPoint.POINT_INFINITY)) {
      return left;
    }
    BigInteger x1 = left.getAffineX();
    BigInteger y1 = left.getAffineY();
    BigInteger x2 = right.getAffineX();
    BigInteger slope;
    if (x1.equals(x2)) {
      if (!y1.equals(right.getAffineY())) {
        return ECPoint.POINT_INFINITY;
      }
      BigInteger numerator = x1.multiply(x1).multiply(BigInteger.valueOf(3)).add(a);
      slope = numerator.multiply(y1.shiftLeft(1).modInverse(p)).mod(p);
    } else {
      slope = right.getAffineY().subtract(y1).multiply(x2.subtract(x1).modInverse(p)).mod(p);
    }
    BigInteger x = slope.multiply(slope).subtract(x1).subtract(x2).mod(p);
    return new ECPoint(x, slope.multiply(x1.subtract(x)).subtract(y1).mod(p));
  }
}
