package dev.perdure.host.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.fasterxml.jackson.dataformat.toml.TomlReadFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One configuration file: its tree, and where each key and value stands.
 *
 * @param file the file
 * @param root the tree
 * @param positions the places of keys and values
 */
record ConfigSource(Path file, ObjectNode root, Positions positions) {

  /** Reads a file by its ending; anything but {@code .toml} is JSON with comments. */
  static ConfigSource read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw ConfigException.of(
          Fault.Place.of(file),
          "The configuration file '%s' cannot be read. Check that it exists and is UTF-8 text."
              .formatted(file));
    }
    return parse(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  static ConfigSource parse(Path file, String text) {
    Positions positions = new Positions(file.toString());
    try {
      JsonNode root;
      if (file.toString().endsWith(".toml")) {
        root = TomlMapper.builder().enable(TomlReadFeature.PARSE_JAVA_TIME).build().readTree(text);
        TomlPositions.find(text, positions);
      } else {
        root = JsoncReader.read(text, positions);
      }
      if (root instanceof ObjectNode object) {
        return new ConfigSource(file, object, positions);
      }
      throw ConfigException.of(
          Fault.Place.of(file),
          "The configuration must be an object. Write { \"name\": \"worker\", \"main\":"
              + " \"src/index.ts\" }.");
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw ConfigException.of(
          new Fault.Place(
              file.toString(),
              at == null ? 0 : Math.max(0, at.getLineNr()),
              at == null ? 0 : Math.max(0, at.getColumnNr())),
          "The file cannot be parsed: %s. Fix the syntax at this place."
              .formatted(trimmed(e.getOriginalMessage())));
    }
  }

  private static String trimmed(String message) {
    String first = message.lines().findFirst().orElse(message).strip();
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  /** Whether this is TOML, for examples in messages. */
  boolean toml() {
    return file.toString().endsWith(".toml");
  }
}
