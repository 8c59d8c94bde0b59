package dev.perdure.host.bundle;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The named values of one message of esbuild's protocol. */
final class Fields {
  private final Map<String, @Nullable Object> map;

  private Fields(Map<String, @Nullable Object> map) {
    this.map = map;
  }

  static Fields empty() {
    return new Fields(new LinkedHashMap<>());
  }

  static Fields of(String name, @Nullable Object value) {
    return empty().with(name, value);
  }

  @SuppressWarnings("unchecked") // maps of packets have string keys
  static Fields from(@Nullable Object value) {
    return value instanceof Map<?, ?> map
        ? new Fields((Map<String, @Nullable Object>) map)
        : empty();
  }

  /** Adds a value and returns this. */
  Fields with(String name, @Nullable Object value) {
    map.put(name, value);
    return this;
  }

  Map<String, @Nullable Object> map() {
    return map;
  }

  boolean has(String name) {
    return map.get(name) != null;
  }

  /** A text, or the empty text; bytes are read as UTF-8. */
  String text(String name) {
    Object value = map.get(name);
    if (value instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    return value instanceof String text ? text : "";
  }

  int number(String name) {
    return map.get(name) instanceof Integer number ? number : 0;
  }

  byte[] bytes(String name) {
    Object value = map.get(name);
    return value instanceof byte[] bytes ? bytes : text(name).getBytes(StandardCharsets.UTF_8);
  }

  List<?> list(String name) {
    return map.get(name) instanceof List<?> list ? list : List.of();
  }

  List<Fields> objects(String name) {
    return list(name).stream().map(Fields::from).toList();
  }

  Optional<Fields> object(String name) {
    return has(name) ? Optional.of(from(map.get(name))) : Optional.empty();
  }
}
