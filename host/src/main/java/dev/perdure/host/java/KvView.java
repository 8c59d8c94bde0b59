package dev.perdure.host.java;

import dev.perdure.workers.Json;
import dev.perdure.workers.KvNamespace;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.binding.KeyValueNamespace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A namespace of Workers KV. */
record KvView(JavaRealm realm, KeyValueNamespace namespace) implements KvNamespace {
  private static String checked(String key) {
    if (key.isEmpty()) {
      throw WorkerException.typeError("Key name cannot be empty.");
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > KeyValueNamespace.MOST_NAME_BYTES) {
      throw WorkerException.rangeError(
          "A key has more than %d bytes: '%s'."
              .formatted(KeyValueNamespace.MOST_NAME_BYTES, key.substring(0, 40)));
    }
    return key;
  }

  @Override
  public Optional<String> get(String key) {
    return getBytes(key).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public Optional<byte[]> getBytes(String key) {
    String name = checked(key);
    return realm.outside(() -> namespace.get(name)).map(entry -> entry.value().clone());
  }

  @Override
  public Optional<Entry> getWithMetadata(String key) {
    String name = checked(key);
    return realm
        .outside(() -> namespace.get(name))
        .map(entry -> new Entry(entry.value().clone(), entry.metadata().orElse(null)));
  }

  @Override
  public void put(String key, String value) {
    put(key, value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void put(String key, byte[] value) {
    put(key, value, Options.NONE);
  }

  @Override
  public void put(String key, String value, Duration timeToLive) {
    put(key, value, Options.NONE.withTimeToLive(timeToLive));
  }

  @Override
  public void put(String key, byte[] value, Options options) {
    Duration life = options.timeToLive();
    if (life != null && life.toSeconds() < KeyValueNamespace.LEAST_SECONDS) {
      throw WorkerException.rangeError(
          "A value lives for at least %d seconds and not '%d'."
              .formatted(KeyValueNamespace.LEAST_SECONDS, life.toSeconds()));
    }
    Instant expiration = options.expiration();
    store(
        key,
        value.clone(),
        new KeyValueNamespace.Options(
            expiration == null
                ? OptionalLong.empty()
                : OptionalLong.of(expiration.getEpochSecond()),
            life == null ? OptionalLong.empty() : OptionalLong.of(life.toSeconds()),
            Optional.ofNullable(options.metadata()).map(Json::text)));
  }

  private void store(String key, byte[] value, KeyValueNamespace.Options options) {
    if (value.length > KeyValueNamespace.MOST_VALUE_BYTES) {
      throw WorkerException.rangeError(
          "A value has '%d' bytes; at most %d can be kept."
              .formatted(value.length, KeyValueNamespace.MOST_VALUE_BYTES));
    }
    String name = checked(key);
    realm.outside(() -> namespace.put(name, value, options));
  }

  @Override
  public void delete(String key) {
    String name = checked(key);
    realm.outside(() -> namespace.delete(name));
  }

  @Override
  public Page list(String prefix, @Nullable String cursor) {
    KeyValueNamespace.Page page =
        realm.outside(() ->
            namespace.list(prefix, KeyValueNamespace.MOST_LISTED, Optional.ofNullable(cursor)));
    return new Page(
        page.names().stream()
            .map(each ->
                new Key(each.name(), each.expiration().orElse(null), each.metadata().orElse(null)))
            .toList(),
        page.cursor().orElse(null));
  }
}
