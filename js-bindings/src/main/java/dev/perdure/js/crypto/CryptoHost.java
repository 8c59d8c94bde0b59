package dev.perdure.js.crypto;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.GuestException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code crypto.js} calls: operations on bytes. Keys are {@link KeyHandle}s. */
public final class CryptoHost {
  private static final int SLOW_ITERATIONS = 2000;

  private final Realm realm;

  /** Cryptography for the guest of {@code realm}. */
  public CryptoHost(Realm realm) {
    this.realm = realm;
  }

  /** A random UUID, version 4. */
  @HostAccess.Export
  public String uuid() {
    byte[] bytes = new byte[16];
    Randomness.fill(bytes);
    bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
    BigInteger number = new BigInteger(1, bytes);
    return new UUID(number.shiftRight(64).longValue(), number.longValue()).toString();
  }

  /** An ArrayBuffer of random bytes. */
  @HostAccess.Export
  public Value random(int length) {
    byte[] bytes = new byte[length];
    Randomness.fill(bytes);
    return realm.arrayBuffer(bytes);
  }

  /** The hash of some bytes. */
  @HostAccess.Export
  public Value digest(String hash, Value data) {
    return realm.arrayBuffer(Digests.of(hash, bytes(data)));
  }

  /** A hash that is fed in pieces. */
  @HostAccess.Export
  public Object running(String hash) {
    return Digests.running(hash);
  }

  /** Feeds a hash. */
  @HostAccess.Export
  public void update(Object running, Value data) {
    ((Digests.Running) running).update(bytes(data));
  }

  /** Ends a hash. */
  @HostAccess.Export
  public Value finish(Object running) {
    return realm.arrayBuffer(((Digests.Running) running).finish());
  }

  /** The size of a hash's block in bytes. */
  @HostAccess.Export
  public int blockSize(String hash) {
    return Digests.blockSize(hash);
  }

  /** Whether two equally long byte strings are the same; the time tells nothing of where not. */
  @HostAccess.Export
  public boolean equal(Value left, Value right) {
    return MessageDigest.isEqual(bytes(left), bytes(right));
  }

  /** A symmetric key. */
  @HostAccess.Export
  public Object secret(Value data) {
    return new KeyHandle.Secret(bytes(data));
  }

  /** A random symmetric key whose last bits are zero where {@code bits} is no multiple of 8. */
  @HostAccess.Export
  public Object randomSecret(int bits) {
    byte[] key = new byte[(bits + 7) / 8];
    Randomness.fill(key);
    return new KeyHandle.Secret(key);
  }

  /** The bytes of a symmetric key. */
  @HostAccess.Export
  public Value secretBytes(Object key) {
    return realm.arrayBuffer(secret(key));
  }

  /** The number of bytes of a symmetric key. */
  @HostAccess.Export
  public int secretLength(Object key) {
    return secret(key).length;
  }

  /** The bytes of a symmetric key in base64url. */
  @HostAccess.Export
  public String secretText(Object key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret(key));
  }

  /** The bytes of a base64url text, padded or not, or null where it is none. */
  @HostAccess.Export
  public @Nullable Value fromBase64Url(String text) {
    byte[] bytes = base64Url(text);
    return bytes == null ? null : realm.arrayBuffer(bytes);
  }

  static byte @Nullable [] base64Url(String text) {
    try {
      return Base64.getUrlDecoder().decode(text.replace('+', '-').replace('/', '_'));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** A text in UTF-8. */
  @HostAccess.Export
  public Value utf8(String text) {
    return realm.arrayBuffer(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The text that is written in UTF-8. */
  @HostAccess.Export
  public String text(Value data) {
    return new String(bytes(data), StandardCharsets.UTF_8);
  }

  /** The HMAC of some bytes. */
  @HostAccess.Export
  public Value hmac(String hash, Object key, Value data) {
    return realm.arrayBuffer(Derivations.mac(hash, secret(key)).doFinal(bytes(data)));
  }

  /** Whether a MAC is right. */
  @HostAccess.Export
  public boolean hmacEquals(String hash, Object key, Value mac, Value data) {
    byte[] right = Derivations.mac(hash, secret(key)).doFinal(bytes(data));
    return MessageDigest.isEqual(right, bytes(mac));
  }

  /** AES-CBC. */
  @HostAccess.Export
  public Value aesCbc(boolean encrypt, Object key, Value iv, Value data) {
    return bytesOf(() -> Aes.cbc(encrypt, secret(key), bytes(iv), bytes(data)));
  }

  /** AES-CTR, in both directions. */
  @HostAccess.Export
  public Value aesCtr(Object key, Value counter, int bits, Value data) {
    return bytesOf(() -> Aes.ctr(secret(key), bytes(counter), bits, bytes(data)));
  }

  /** AES-GCM; {@code tag} is in bytes. */
  @HostAccess.Export
  public Value aesGcm(boolean encrypt, Object key, Value iv, Value data, Value more, int tag) {
    byte[] additional = more.isNull() ? null : bytes(more);
    return bytesOf(() ->
        encrypt
            ? Aes.gcmEncrypt(secret(key), bytes(iv), bytes(data), additional, tag)
            : Aes.gcmDecrypt(secret(key), bytes(iv), bytes(data), additional, tag));
  }

  /** AES-KW. */
  @HostAccess.Export
  public Value aesKw(boolean wrap, Object key, Value data) {
    return bytesOf(
        () -> wrap ? Aes.wrap(secret(key), bytes(data)) : Aes.unwrap(secret(key), bytes(data)));
  }

  /** PBKDF2: a future where it takes long, else an ArrayBuffer. */
  @HostAccess.Export
  public Object pbkdf2(String hash, Object key, Value salt, int iterations, int length) {
    byte[] saltBytes = bytes(salt);
    Supplier<byte[]> work =
        () -> Derivations.pbkdf2(hash, secret(key), saltBytes, iterations, length);
    return iterations < SLOW_ITERATIONS ? realm.arrayBuffer(work.get()) : aside(work);
  }

  /** HKDF. */
  @HostAccess.Export
  public Value hkdf(String hash, Object key, Value salt, Value info, int length) {
    return realm.arrayBuffer(Derivations.hkdf(hash, secret(key), bytes(salt), bytes(info), length));
  }

  /** A signature; {@code scheme} is the algorithm's name. */
  @HostAccess.Export
  public Value sign(String scheme, String hash, int salt, Object key, Value data) {
    return bytesOf(() ->
        Signatures.sign(scheme, hash, salt, Signatures.privateOf((KeyHandle) key), bytes(data)));
  }

  /** Whether a signature is right. */
  @HostAccess.Export
  public boolean verify(
      String scheme, String hash, int salt, Object key, Value signature, Value data) {
    return guarded(() ->
        Signatures.verify(
            scheme,
            hash,
            salt,
            Signatures.publicOf((KeyHandle) key),
            bytes(signature),
            bytes(data)));
  }

  /** RSA-OAEP. */
  @HostAccess.Export
  public Value rsaOaep(boolean encrypt, String hash, Value label, Object key, Value data) {
    byte[] labelBytes = label.isNull() ? new byte[0] : bytes(label);
    return bytesOf(() -> Signatures.oaep(encrypt, hash, labelBytes, (KeyHandle) key, bytes(data)));
  }

  /** The secret that two pairs share; {@code algorithm} is ECDH or X25519. */
  @HostAccess.Export
  public Value agree(String algorithm, Object own, Object other) {
    return bytesOf(() ->
        Signatures.agree(
            algorithm,
            Signatures.privateOf((KeyHandle) own),
            Signatures.publicOf((KeyHandle) other)));
  }

  /** Makes, reads and writes pairs of keys. */
  @HostAccess.Export
  public KeyFormats formats() {
    return new KeyFormats(realm);
  }

  static CompletableFuture<Object> aside(Supplier<?> work) {
    CompletableFuture<Object> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("crypto")
        .start(() -> {
          try {
            result.complete(work.get());
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private static byte[] secret(Object key) {
    return ((KeyHandle.Secret) key).bytes();
  }

  private byte[] bytes(Value value) {
    byte[] bytes = realm.bytes(value);
    if (bytes == null) {
      throw realm.typeError("The value is neither an ArrayBuffer nor a view of one.");
    }
    return bytes;
  }

  private Value bytesOf(Supplier<byte[]> work) {
    return realm.arrayBuffer(guarded(work));
  }

  private <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (GuestException e) {
      throw realm.raise(e);
    }
  }
}
