package dev.perdure.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perdure.workers.compat.NearNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A reader over one object of a configuration file that notes faults instead of throwing them.
 *
 * <p>A value of the wrong type is reported and read as missing. {@link #finish()} warns of every
 * key that nobody asked for. Confined to the load that made it.
 */
final class Section {
  private final ConfigSource source;
  private final String path;
  private final ObjectNode node;
  private final Faults faults;
  private final Set<String> known = new LinkedHashSet<>();

  Section(ConfigSource source, String path, ObjectNode node, Faults faults) {
    this.source = source;
    this.path = path;
    this.node = node;
    this.faults = faults;
  }

  static Section root(ConfigSource source, Faults faults) {
    return new Section(source, "", source.root(), faults);
  }

  ConfigSource source() {
    return source;
  }

  String path(String key) {
    return Positions.child(path, key);
  }

  String path() {
    return path;
  }

  boolean has(String key) {
    JsonNode value = node.get(key);
    return value != null && !value.isNull();
  }

  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  Optional<JsonNode> raw(String key) {
    known.add(key);
    return has(key) ? Optional.of(node.get(key)) : Optional.empty();
  }

  Optional<String> string(String key) {
    return raw(key).flatMap(value -> textOf(path(key), value));
  }

  /** A string that must be there; {@code sentence} says so, an empty string stands in. */
  String required(String key, String sentence) {
    Optional<JsonNode> value = raw(key);
    if (value.isPresent() && value.get().isTextual()) {
      return value.get().textValue();
    }
    String got =
        value.map(v -> "%s but got '%s'".formatted(stripped(sentence), v)).orElse(sentence);
    error(value.isPresent() ? path(key) : path, "%s %s", ended(got), example(key));
    return "";
  }

  Optional<String> oneOf(String key, String... choices) {
    Optional<String> value = string(key);
    if (value.isPresent() && !Arrays.asList(choices).contains(value.get())) {
      String quoted =
          Arrays.stream(choices).map(c -> "\"" + c + "\"").collect(Collectors.joining(", "));
      error(
          path(key),
          "Expected \"%s\" field to be one of %s but got '%s'.%s",
          path(key),
          quoted,
          value.get(),
          NearNames.hint(NearNames.of(value.get(), Arrays.asList(choices))));
      return Optional.empty();
    }
    return value;
  }

  Optional<Boolean> bool(String key) {
    return raw(key)
        .flatMap(value -> {
          if (value.isBoolean()) {
            return Optional.of(value.booleanValue());
          }
          wrongType(path(key), "boolean", value, "Write true or false without quotes.");
          return Optional.empty();
        });
  }

  Optional<Integer> integer(String key) {
    return raw(key)
        .flatMap(value -> {
          if (value.isNumber()) {
            return Optional.of(value.intValue());
          }
          wrongType(path(key), "number", value, "Write a number without quotes.");
          return Optional.empty();
        });
  }

  List<String> strings(String key) {
    List<String> strings = new ArrayList<>();
    Optional<JsonNode> list = raw(key);
    if (list.isPresent() && !list.get().isArray()) {
      wrongType(path(key), "string array", list.get(), "Put it in brackets: [ ... ].");
    } else if (list.isPresent()) {
      int index = 0;
      for (JsonNode element : list.get()) {
        textOf(Positions.element(path(key), index), element).ifPresent(strings::add);
        index++;
      }
    }
    return strings;
  }

  Map<String, String> stringMap(String key) {
    Map<String, String> map = new LinkedHashMap<>();
    object(key)
        .ifPresent(section -> {
          for (String name : section.keys()) {
            section.string(name).ifPresent(value -> map.put(name, value));
          }
        });
    return map;
  }

  Optional<Section> object(String key) {
    return raw(key).flatMap(value -> objectOf(path(key), value));
  }

  /** The objects of an array; elements of another type are reported. */
  List<Section> objects(String key) {
    Optional<JsonNode> list = raw(key);
    List<Section> sections = new ArrayList<>();
    if (list.isPresent() && !list.get().isArray()) {
      error(
          path(key),
          "The field \"%s\" should be an array but got '%s'. %s",
          path(key),
          list.get(),
          source.toml() ? "Write [[" + path(key) + "]]." : "Put it in brackets: [ ... ].");
    } else if (list.isPresent()) {
      int index = 0;
      for (JsonNode element : list.get()) {
        objectOf(Positions.element(path(key), index), element).ifPresent(sections::add);
        index++;
      }
    }
    return sections;
  }

  /** Accepts keys without reading them. */
  void accept(Collection<String> keys) {
    known.addAll(keys);
  }

  /** Warns of every key that was neither read nor accepted. */
  void finish() {
    for (String key : keys()) {
      if (!known.contains(key)) {
        faults.warn(
            source.positions().ofKey(path(key)),
            "Unexpected fields found in %s field: '%s'.%s"
                .formatted(
                    path.isEmpty() ? "top-level" : path,
                    key,
                    NearNames.hint(NearNames.of(key, known))));
      }
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  void error(String at, String message, @Nullable Object... values) {
    faults.error(source.positions().ofValue(at), message.formatted(values));
  }

  @SuppressWarnings("AnnotateFormatMethod") // as above
  void warn(String at, String message, @Nullable Object... values) {
    faults.warn(source.positions().ofKey(at), message.formatted(values));
  }

  Faults faults() {
    return faults;
  }

  private Optional<Section> objectOf(String at, JsonNode value) {
    if (value instanceof ObjectNode object) {
      return Optional.of(new Section(source, at, object, faults));
    }
    error(
        at,
        "The field \"%s\" should be an object but got '%s'. Write { ... }.",
        at,
        value.isTextual() ? value.textValue() : value);
    return Optional.empty();
  }

  private Optional<String> textOf(String at, JsonNode value) {
    if (value.isTextual()) {
      return Optional.of(value.textValue());
    }
    wrongType(
        at,
        "string",
        value,
        value.isContainerNode()
            ? "Write one string."
            : "Put it in quotes: \"" + value.asText() + "\".");
    return Optional.empty();
  }

  private void wrongType(String at, String type, JsonNode value, String hint) {
    String shown =
        value.getNodeType() == JsonNodeType.POJO || value.isTextual()
            ? value.asText()
            : value.toString();
    error(at, "Expected \"%s\" to be of type %s but got '%s'. %s", at, type, shown, hint);
  }

  private static String stripped(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static String ended(String sentence) {
    return stripped(sentence) + ".";
  }

  private String example(String key) {
    return source.toml()
        ? "Add %s = \"...\".".formatted(key)
        : "Add \"%s\": \"...\".".formatted(key);
  }
}
