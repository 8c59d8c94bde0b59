package dev.perdure.js.crypto;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.ErrorData;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code node/crypto.js} calls beside what it shares with Web Crypto. */
public final class NodeCryptoHost {
  private static final int TAG = 16;
  private static final int MAX_CHECKS = 64;

  private final Realm realm;

  /** Node's cryptography for the guest of {@code realm}. */
  public NodeCryptoHost(Realm realm) {
    this.realm = realm;
  }

  /** Keys as {@code crypto.subtle} has them. */
  @HostAccess.Export
  public CryptoHost web() {
    return new CryptoHost(realm);
  }

  /** The JDK's name of a hash function of Node, or null where there is none. */
  @HostAccess.Export
  public @Nullable String hashName(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceFirst("^rsa-", "");
    return switch (plain) {
      case "md5" -> "MD5";
      case "sha1", "sha-1", "dsa-sha", "dsa-sha1", "ecdsa-with-sha1" -> "SHA-1";
      case "sha224", "sha-224" -> "SHA-224";
      case "sha256", "sha-256" -> "SHA-256";
      case "sha384", "sha-384" -> "SHA-384";
      case "sha512", "sha-512" -> "SHA-512";
      case "sha512-256" -> "SHA-512/256";
      default -> null;
    };
  }

  /** A running hash; {@code name} is the JDK's. */
  @HostAccess.Export
  public Object hash(String name) {
    return Digests.create(name);
  }

  /** Feeds a hash. */
  @HostAccess.Export
  public void hashUpdate(Object hash, Value data) {
    ((MessageDigest) hash).update(bytes(data));
  }

  /** The number of bytes that a hash ends with. */
  @HostAccess.Export
  public int hashLength(Object hash) {
    return ((MessageDigest) hash).getDigestLength();
  }

  /** A random prime, big-endian; {@code add} and {@code rem} may be null. */
  @HostAccess.Export
  public Value prime(int bits, boolean safe, @Nullable Value add, @Nullable Value rem) {
    BigInteger modulus = number(add);
    BigInteger rest = number(rem);
    if (bits > Primes.MAX_BITS) {
      throw rangeError("generatePrime size exceeds maximum (%d bits)".formatted(Primes.MAX_BITS));
    }
    if (modulus != null && !Primes.allowed(modulus, rest)) {
      throw rangeError("Invalid values for add and rem");
    }
    if (modulus != null && modulus.bitLength() > bits) {
      throw rangeError("options.add must not be bigger than size of the requested prime");
    }
    BigInteger prime = Primes.random(bits, safe, modulus, rest);
    if (prime == null) {
      throw realm.raise(ErrorData.of("Error", "Error while generating prime"));
    }
    byte[] digits = prime.toByteArray();
    int length = (bits + 7) / 8;
    byte[] padded = new byte[length];
    int used = Math.min(digits.length, length);
    System.arraycopy(digits, digits.length - used, padded, length - used, used);
    return realm.arrayBuffer(padded);
  }

  /** Whether a big-endian number is prime. */
  @HostAccess.Export
  public boolean isPrime(Value candidate, int checks) {
    byte[] digits = bytes(candidate);
    if (checks > MAX_CHECKS) {
      throw rangeError("Invalid number of checks");
    }
    if (digits.length > Primes.MAX_BITS / Byte.SIZE) {
      throw rangeError("checkPrime candidate exceeds maximum size");
    }
    return Primes.isPrime(new BigInteger(1, digits));
  }

  private @Nullable BigInteger number(@Nullable Value value) {
    return value == null || value.isNull() ? null : new BigInteger(1, bytes(value));
  }

  private RuntimeException rangeError(String message) {
    return realm.raise(ErrorData.of("RangeError", message));
  }

  /** A hash that goes on from where another stands. */
  @HostAccess.Export
  public Object hashCopy(Object hash) {
    try {
      return ((MessageDigest) hash).clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends a hash. */
  @HostAccess.Export
  public Value hashFinish(Object hash) {
    return realm.arrayBuffer(((MessageDigest) hash).digest());
  }

  /** A running HMAC; {@code name} is the JDK's of the hash. */
  @HostAccess.Export
  public Object mac(String name, Value key) {
    return Derivations.mac(name, bytes(key));
  }

  /** Feeds an HMAC. */
  @HostAccess.Export
  public void macUpdate(Object mac, Value data) {
    ((Mac) mac).update(bytes(data));
  }

  /** Ends an HMAC. */
  @HostAccess.Export
  public Value macFinish(Object mac) {
    return realm.arrayBuffer(((Mac) mac).doFinal());
  }

  /** PBKDF2. */
  @HostAccess.Export
  public Value pbkdf2(String hash, Value password, Value salt, int iterations, int length) {
    return realm.arrayBuffer(
        Derivations.pbkdf2(hash, bytes(password), bytes(salt), iterations, length));
  }

  /** HKDF. */
  @HostAccess.Export
  public Value hkdf(String hash, Value key, Value salt, Value info, int length) {
    return realm.arrayBuffer(Derivations.hkdf(hash, bytes(key), bytes(salt), bytes(info), length));
  }

  /** scrypt. */
  @HostAccess.Export
  public Value scrypt(Value password, Value salt, int cost, int block, int parallel, int length) {
    return realm.arrayBuffer(
        Scrypt.derive(bytes(password), bytes(salt), cost, block, parallel, length));
  }

  /** The length of key and IV in bytes of a cipher such as aes-256-gcm, or null. */
  @HostAccess.Export
  public int @Nullable [] cipherSizes(String name) {
    int key =
        switch (name.split("-")[0] + "-" + (name.startsWith("aes-") ? name.split("-")[1] : "")) {
          case "aes-128" -> 16;
          case "aes-192" -> 24;
          case "aes-256" -> 32;
          default -> name.equals("des-ede3-cbc") ? 24 : 0;
        };
    String mode = name.substring(name.lastIndexOf('-') + 1);
    int iv =
        switch (mode) {
          case "cbc" -> name.startsWith("aes") ? 16 : 8;
          case "ctr", "ofb" -> 16;
          case "gcm" -> 12;
          case "ecb" -> 0;
          default -> -1;
        };
    return key == 0 || iv < 0 ? null : new int[] {key, iv};
  }

  /** A running cipher. */
  @HostAccess.Export
  public Object cipher(boolean encrypt, String name, Value key, Value iv, boolean padding) {
    String mode = name.substring(name.lastIndexOf('-') + 1).toUpperCase(Locale.ROOT);
    String algorithm = name.startsWith("aes") ? "AES" : "DESede";
    boolean padded = padding && (mode.equals("CBC") || mode.equals("ECB"));
    String full = algorithm + "/" + mode + "/" + (padded ? "PKCS5Padding" : "NoPadding");
    try {
      Cipher cipher = Cipher.getInstance(full);
      AlgorithmParameterSpec spec =
          switch (mode) {
            case "ECB" -> null;
            case "GCM" -> new GCMParameterSpec(TAG * 8, bytes(iv));
            default -> new IvParameterSpec(bytes(iv));
          };
      int direction = encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
      SecretKeySpec secret = new SecretKeySpec(bytes(key), algorithm);
      if (spec == null) {
        cipher.init(direction, secret);
      } else {
        cipher.init(direction, secret, spec);
      }
      return cipher;
    } catch (GeneralSecurityException e) {
      throw failure(String.valueOf(e.getMessage()), "ERR_CRYPTO_INVALID_STATE");
    }
  }

  /** Gives a cipher data that is authenticated and not encrypted. */
  @HostAccess.Export
  public void cipherAdditional(Object cipher, Value data) {
    ((Cipher) cipher).updateAAD(bytes(data));
  }

  /** Feeds a cipher. */
  @HostAccess.Export
  public Value cipherUpdate(Object cipher, Value data) {
    byte[] result = ((Cipher) cipher).update(bytes(data));
    return realm.arrayBuffer(result == null ? new byte[0] : result);
  }

  /** Ends a cipher; {@code tag} is what a GCM message to be opened ends with, or null. */
  @HostAccess.Export
  public Value cipherFinish(Object cipher, Value tag) {
    try {
      Cipher running = (Cipher) cipher;
      return realm.arrayBuffer(tag.isNull() ? running.doFinal() : running.doFinal(bytes(tag)));
    } catch (javax.crypto.AEADBadTagException e) {
      throw failure("Unsupported state or unable to authenticate data", null);
    } catch (javax.crypto.IllegalBlockSizeException e) {
      throw failure("wrong final block length", "ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH");
    } catch (GeneralSecurityException e) {
      throw failure("bad decrypt", "ERR_OSSL_BAD_DECRYPT");
    }
  }

  /**
   * The bytes between the lines of a PEM text, and before them its label; null where it is none.
   */
  @HostAccess.Export
  public Object @Nullable [] pem(String text) {
    java.util.regex.Matcher matcher =
        java.util.regex.Pattern.compile(
                "-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----")
            .matcher(text);
    if (!matcher.find()) {
      return null;
    }
    byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(2));
    return new Object[] {matcher.group(1), realm.arrayBuffer(bytes)};
  }

  /** Some bytes as a PEM text. */
  @HostAccess.Export
  public String toPem(String label, Value data) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes(data));
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }

  /** Whether the JDK has a hash function. */
  @HostAccess.Export
  public boolean knows(String hash) {
    try {
      return MessageDigest.getInstance(hash) != null;
    } catch (NoSuchAlgorithmException e) {
      return false;
    }
  }

  private RuntimeException failure(String message, @Nullable String code) {
    Value error = realm.toGuest(ErrorData.of("Error", message));
    if (code != null) {
      error.putMember("code", code);
    }
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
