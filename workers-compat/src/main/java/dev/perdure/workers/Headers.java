package dev.perdure.workers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Header fields in the order in which they were sent. Names have no case. Immutable. */
public final class Headers {
  /** No header at all. */
  public static final Headers EMPTY = new Headers(List.of());

  private record Field(String name, String value) {}

  private final List<Field> fields;

  private Headers(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  /** Takes names and values in turn. */
  public static Headers of(String... pairs) {
    if (pairs.length % 2 != 0) {
      throw new IllegalArgumentException("Header '" + pairs[pairs.length - 1] + "' has no value.");
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.add(new Field(pairs[i], pairs[i + 1]));
    }
    return new Headers(fields);
  }

  /** The values of all fields of that name, joined by commas, or null. */
  public @Nullable String get(String name) {
    List<String> values = all(name);
    return values.isEmpty() ? null : String.join(", ", values);
  }

  /** The values of all fields of that name, in order. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /** Whether there is a field of that name. */
  public boolean has(String name) {
    return !all(name).isEmpty();
  }

  /** These fields with one more. */
  public Headers append(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Headers(more);
  }

  /** These fields with one in the place of those of the same name. */
  public Headers with(String name, String value) {
    return without(name).append(name, value);
  }

  /** These fields without those of a name. */
  public Headers without(String name) {
    return new Headers(
        fields.stream().filter(field -> !field.name().equalsIgnoreCase(name)).toList());
  }

  /** Hands every name and value to {@code action}, in order. */
  public void forEach(BiConsumer<String, String> action) {
    fields.forEach(field -> action.accept(field.name(), field.value()));
  }

  @Override
  public String toString() {
    return fields.stream()
        .map(field -> field.name() + ": " + field.value())
        .collect(Collectors.joining("\n"));
  }
}
