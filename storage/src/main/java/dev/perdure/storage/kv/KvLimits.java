package dev.perdure.storage.kv;

import dev.perdure.workers.binding.KeyValueNamespace;
import dev.perdure.workers.message.GuestException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** What a namespace accepts; refusals are worded as by miniflare behind workerd. */
final class KvLimits {
  private KvLimits() {}

  static void checkName(String operation, String name) {
    if (name.isEmpty()) {
      throw GuestException.typeError("Key name cannot be empty.");
    }
    if (name.equals(".") || name.equals("..")) {
      throw GuestException.typeError("\"" + name + "\" is not allowed as a key name.");
    }
    checkLength(operation, name);
  }

  static void checkPrefix(String prefix) {
    checkLength("GET", prefix);
  }

  private static void checkLength(String operation, String name) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length > KeyValueNamespace.MOST_NAME_BYTES) {
      throw failed(
          operation,
          414,
          "UTF-8 encoded length of "
              + length
              + " exceeds key length limit of "
              + KeyValueNamespace.MOST_NAME_BYTES
              + ".");
    }
  }

  static void checkLimit(int limit) {
    if (limit < 1) {
      throw failed(
          "GET",
          400,
          "Invalid key_count_limit of " + limit + ". Please specify an integer greater than 0.");
    }
    if (limit > KeyValueNamespace.MOST_LISTED) {
      throw failed(
          "GET",
          400,
          "Invalid key_count_limit of "
              + limit
              + ". Please specify an integer less than "
              + KeyValueNamespace.MOST_LISTED
              + ".");
    }
  }

  static void checkValue(byte[] value) {
    if (value.length > KeyValueNamespace.MOST_VALUE_BYTES) {
      throw failed(
          "PUT",
          413,
          "Value length of "
              + value.length
              + " exceeds limit of "
              + KeyValueNamespace.MOST_VALUE_BYTES
              + ".");
    }
  }

  static void checkMetadata(Optional<String> metadata) {
    int length = metadata.map(text -> text.getBytes(StandardCharsets.UTF_8).length).orElse(0);
    if (length > KeyValueNamespace.MOST_METADATA_BYTES) {
      throw failed(
          "PUT",
          413,
          "Metadata length of "
              + length
              + " exceeds limit of "
              + KeyValueNamespace.MOST_METADATA_BYTES
              + ".");
    }
  }

  /** When a value expires. */
  static Optional<Instant> expiration(KeyValueNamespace.Options options, Instant now) {
    int least = KeyValueNamespace.LEAST_SECONDS;
    long second = now.getEpochSecond();
    if (options.life().isPresent()) {
      long life = options.life().getAsLong();
      if (life <= 0) {
        throw failed(
            "PUT",
            400,
            "Invalid expiration_ttl of " + life + ". Please specify integer greater than 0.");
      }
      if (life < least) {
        throw failed(
            "PUT",
            400,
            "Invalid expiration_ttl of "
                + life
                + ". Expiration TTL must be at least "
                + least
                + ".");
      }
      return Optional.of(Instant.ofEpochSecond(second + life));
    }
    if (options.expiration().isEmpty()) {
      return Optional.empty();
    }
    long expiration = options.expiration().getAsLong();
    if (expiration <= second) {
      throw failed(
          "PUT",
          400,
          "Invalid expiration of "
              + expiration
              + ". Please specify integer greater than the current number of seconds since the"
              + " UNIX epoch.");
    }
    if (expiration < second + least) {
      throw failed(
          "PUT",
          400,
          "Invalid expiration of "
              + expiration
              + ". Expiration times must be at least "
              + least
              + " seconds in the future.");
    }
    return Optional.of(Instant.ofEpochSecond(expiration));
  }

  private static GuestException failed(String operation, int status, String reason) {
    return GuestException.error("KV " + operation + " failed: " + status + " " + reason);
  }
}
