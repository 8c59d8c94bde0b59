package dev.perdure.workers.id;

import dev.perdure.workers.message.GuestException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ids of one namespace: the same name gives the same id as in workerd, and only ids made
 * for this namespace are accepted back. Thread-safe.
 */
public final class ActorIds {
  private static final int BASE_BYTES = 16;
  private static final HexFormat HEX = HexFormat.of();
  private static final int RECENT = 4096;
  private static final int LONGEST_KEPT = 256;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();
  // Each at the place of its name's hash. Threads may overwrite each other's, which costs a digest.
  private final @Nullable ActorId[] recent = new @Nullable ActorId[RECENT];

  /** Ids for the namespace whose unique key is {@code <worker name>-<class name>}. */
  public ActorIds(String uniqueKey) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(uniqueKey.getBytes(StandardCharsets.UTF_8));
      this.key = new SecretKeySpec(digest, "HmacSHA256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK lacks SHA-256.", e);
    }
  }

  /** The id that {@code name} always has. */
  public ActorId fromName(String name) {
    int place = Math.floorMod(name.hashCode(), RECENT);
    ActorId known = recent[place];
    if (known != null && name.equals(known.name())) {
      return known;
    }
    ActorId id = new ActorId(hex(hmac(name.getBytes(StandardCharsets.UTF_8))), name);
    if (name.length() <= LONGEST_KEPT) {
      recent[place] = id;
    }
    return id;
  }

  /** An id that was never given out before. */
  public ActorId unique() {
    byte[] base = new byte[BASE_BYTES];
    random.nextBytes(base);
    return new ActorId(hex(base), null);
  }

  /**
   * Reads an id that was written as text.
   *
   * @throws GuestException a {@code TypeError} if it is not 64 hex digits, or was made for another
   *     namespace
   */
  public ActorId fromString(String text) {
    byte[] id;
    try {
      id = text.length() == 64 ? HEX.parseHex(text) : new byte[0];
    } catch (IllegalArgumentException e) {
      id = new byte[0];
    }
    if (id.length == 0) {
      throw GuestException.typeError("Invalid Durable Object ID: must be 64 hex digits");
    }
    String expected = hex(Arrays.copyOf(id, BASE_BYTES));
    String given = HEX.formatHex(id);
    if (!expected.equals(given)) {
      throw GuestException.typeError("Durable Object ID is not valid for this namespace.");
    }
    return new ActorId(given, null);
  }

  private String hex(byte[] seed) {
    byte[] base = Arrays.copyOf(seed, BASE_BYTES);
    return HEX.formatHex(base) + HEX.formatHex(hmac(base), 0, BASE_BYTES);
  }

  private byte[] hmac(byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK lacks HmacSHA256.", e);
    }
  }
}
