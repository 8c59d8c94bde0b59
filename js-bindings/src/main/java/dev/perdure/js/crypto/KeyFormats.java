package dev.perdure.js.crypto;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.GuestException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.function.Supplier;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Makes, reads and writes pairs of keys for {@code crypto.js}. */
public final class KeyFormats {
  private final Realm realm;

  KeyFormats(Realm realm) {
    this.realm = realm;
  }

  /** A future of a new RSA pair, its private half. */
  @HostAccess.Export
  public Object generateRsa(int modulusLength, int exponent) {
    return CryptoHost.aside(
        () -> pair(RsaKeys.generate(modulusLength, BigInteger.valueOf(exponent))));
  }

  /** A new RSA pair, its private half; takes long. */
  @HostAccess.Export
  public Object generateRsaNow(int modulusLength, int exponent) {
    return guarded(() -> pair(RsaKeys.generate(modulusLength, BigInteger.valueOf(exponent))));
  }

  /** The pair on a NIST curve with a private key of some bytes. */
  @HostAccess.Export
  public Object fromScalar(String curveName, Value scalar) {
    return guarded(() -> {
      EllipticCurve curve = EllipticCurve.named(curveName);
      ECPrivateKey key = curve.fromScalar(number(scalar));
      return new KeyHandle.Private(key, curve.publicKey(key));
    });
  }

  /** A new pair on a NIST curve, its private half. */
  @HostAccess.Export
  public Object generateElliptic(String curve) {
    return pair(EllipticCurve.named(curve).generate());
  }

  /** A new pair of Ed25519 or X25519, its private half. */
  @HostAccess.Export
  public Object generateEdwards(String name) {
    return pair(EdwardsCurve.named(name).generate());
  }

  private static KeyHandle pair(KeyPair pair) {
    return new KeyHandle.Private(pair.getPrivate(), pair.getPublic());
  }

  /** The public half of a pair. */
  @HostAccess.Export
  public Object publicHalf(Object key) {
    return new KeyHandle.Public(Signatures.publicOf((KeyHandle) key));
  }

  /** Reads SPKI; {@code family} is RSA, EC, Ed25519 or X25519. Null where it is no such key. */
  @HostAccess.Export
  public @Nullable Object fromSpki(String family, Value data) {
    try {
      KeyFactory factory = KeyFactory.getInstance(family);
      PublicKey key = factory.generatePublic(new X509EncodedKeySpec(bytes(data)));
      return new KeyHandle.Public(key);
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  /** Reads PKCS #8; {@code family} is RSA, EC, Ed25519 or X25519. Null where it is no such key. */
  @HostAccess.Export
  public @Nullable Object fromPkcs8(String family, Value data) {
    try {
      KeyFactory factory = KeyFactory.getInstance(family);
      PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(bytes(data)));
      return switch (key) {
        case RSAPrivateCrtKey rsa ->
            new KeyHandle.Private(
                rsa,
                factory.generatePublic(
                    new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent())));
        case ECPrivateKey ec -> {
          EllipticCurve curve = EllipticCurve.of(ec);
          yield curve == null ? null : new KeyHandle.Private(ec, curve.publicKey(ec));
        }
        default -> pair(EdwardsCurve.named(family).fromSeed(EdwardsCurve.seed(key)));
      };
    } catch (GeneralSecurityException | GuestException e) {
      return null;
    }
  }

  /** Reads the raw form of a public key on a NIST curve. */
  @HostAccess.Export
  public Object fromRawElliptic(String curve, Value data) {
    return guarded(() -> new KeyHandle.Public(EllipticCurve.named(curve).fromRaw(bytes(data))));
  }

  /** Reads the raw form of a public key of Ed25519 or X25519. */
  @HostAccess.Export
  public Object fromRawEdwards(String name, Value data) {
    return guarded(() -> new KeyHandle.Public(EdwardsCurve.named(name).fromRaw(bytes(data))));
  }

  /** Reads the numbers of an RSA key; {@code d} and {@code p} may be null. */
  @HostAccess.Export
  public Object fromRsaNumbers(Value n, Value e, Value d, Value p) {
    return guarded(() ->
        d.isNull()
            ? RsaKeys.publicKey(number(n), number(e))
            : RsaKeys.privateKey(number(n), number(e), number(d), p.isNull() ? null : number(p)));
  }

  /** Reads the numbers of a key on a NIST curve; {@code d} may be null. */
  @HostAccess.Export
  public Object fromPoint(String curveName, Value x, Value y, Value d) {
    return guarded(() -> {
      EllipticCurve curve = EllipticCurve.named(curveName);
      ECPublicKey key =
          curve.fromPoint(
              number(x),
              number(y),
              GuestException.dom(
                  "OperationError",
                  "Invalid EC key; public key coordinates \"x\" and \"y\" are invalid:"
                      + " Point is not on curve.."));
      if (d.isNull()) {
        return new KeyHandle.Public(key);
      }
      ECPrivateKey secret = curve.fromScalar(number(d));
      if (!curve.publicKey(secret).getW().equals(key.getW())) {
        throw GuestException.dom("DataError", "Invalid EC key in JSON Web Key");
      }
      return new KeyHandle.Private(secret, key);
    });
  }

  /** The pair of Ed25519 or X25519 with a private key of 32 bytes. */
  @HostAccess.Export
  public Object fromSeed(String name, Value seed) {
    return pair(EdwardsCurve.named(name).fromSeed(bytes(seed)));
  }

  /** Writes SPKI. */
  @HostAccess.Export
  public Value spki(Object key) {
    return realm.arrayBuffer(Signatures.publicOf((KeyHandle) key).getEncoded());
  }

  /** Writes PKCS #8. */
  @HostAccess.Export
  public Value pkcs8(Object handle) {
    KeyHandle.Private key = (KeyHandle.Private) handle;
    if (key.key() instanceof ECPrivateKey ec && key.publicKey() instanceof ECPublicKey ecPublic) {
      EllipticCurve curve = EllipticCurve.of(ec);
      if (curve != null) {
        return realm.arrayBuffer(curve.pkcs8(ec, ecPublic));
      }
    }
    return realm.arrayBuffer(key.key().getEncoded());
  }

  /** The raw form of a public key on any curve. */
  @HostAccess.Export
  public Value raw(Object handle) {
    PublicKey key = Signatures.publicOf((KeyHandle) handle);
    if (key instanceof ECPublicKey ec) {
      EllipticCurve curve = EllipticCurve.of(ec);
      if (curve != null) {
        return realm.arrayBuffer(curve.raw(ec));
      }
    }
    return realm.arrayBuffer(EdwardsCurve.raw(key));
  }

  /** The curve of a key, or an empty text where it is on none that is known. */
  @HostAccess.Export
  public String curve(Object handle) {
    if (Signatures.publicOf((KeyHandle) handle) instanceof ECPublicKey ec) {
      EllipticCurve curve = EllipticCurve.of(ec);
      return curve == null ? "" : curve.webName();
    }
    return "";
  }

  /** The number of bits of an RSA key. */
  @HostAccess.Export
  public int modulusLength(Object handle) {
    return ((RSAPublicKey) Signatures.publicOf((KeyHandle) handle)).getModulus().bitLength();
  }

  /** The public exponent of an RSA key. */
  @HostAccess.Export
  public Value publicExponent(Object handle) {
    BigInteger e = ((RSAPublicKey) Signatures.publicOf((KeyHandle) handle)).getPublicExponent();
    return realm.arrayBuffer(Aes.fixed(e, (e.bitLength() + 7) / 8));
  }

  /**
   * The numbers of a key for a JSON Web Key: n, e and, of a private key, d, p, q, dp, dq, qi of
   * RSA; x, y and d on a NIST curve; x and d of the others.
   */
  @HostAccess.Export
  public String[] numbers(Object handle) {
    PublicKey key = Signatures.publicOf((KeyHandle) handle);
    PrivateKey secret = handle instanceof KeyHandle.Private pair ? pair.key() : null;
    return switch (key) {
      case RSAPublicKey rsa -> {
        String n = RsaKeys.text(rsa.getModulus());
        String e = RsaKeys.text(rsa.getPublicExponent());
        if (!(secret instanceof RSAPrivateCrtKey crt)) {
          yield new String[] {n, e};
        }
        String[] factors = RsaKeys.factors(crt);
        yield new String[] {
          n,
          e,
          RsaKeys.text(crt.getPrivateExponent()),
          factors[0],
          factors[1],
          factors[2],
          factors[3],
          factors[4]
        };
      }
      case ECPublicKey ec -> {
        EllipticCurve curve = EllipticCurve.named(curve(handle));
        String x = text(curve.coordinate(ec, false));
        String y = text(curve.coordinate(ec, true));
        yield secret instanceof ECPrivateKey scalar
            ? new String[] {x, y, text(Aes.fixed(scalar.getS(), curve.size()))}
            : new String[] {x, y};
      }
      default -> {
        String x = text(EdwardsCurve.raw(key));
        yield secret == null ? new String[] {x} : new String[] {x, text(EdwardsCurve.seed(secret))};
      }
    };
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private BigInteger number(Value value) {
    return new BigInteger(1, bytes(value));
  }

  private byte[] bytes(Value value) {
    byte[] bytes = realm.bytes(value);
    if (bytes == null) {
      throw realm.typeError("The value is neither an ArrayBuffer nor a view of one.");
    }
    return bytes;
  }

  private <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (GuestException e) {
      throw realm.raise(e);
    }
  }
}
