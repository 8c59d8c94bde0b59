package dev.perdure.host.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads JSON with comments and trailing commas, and notes where everything stands. */
final class JsoncReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();
  private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);

  private final JsonParser parser;
  private final Positions positions;

  private JsoncReader(JsonParser parser, Positions positions) {
    this.parser = parser;
    this.positions = positions;
  }

  static JsonNode read(String text, Positions positions) throws JsonProcessingException {
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsoncReader reader = new JsoncReader(parser, positions);
      if (parser.nextToken() == null) {
        throw new JsonParseException(parser, "the file is empty");
      }
      JsonNode root = reader.value("");
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "there is text after the end of the configuration");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode value(String path) throws IOException {
    JsonLocation at = parser.currentTokenLocation();
    positions.value(path, at.getLineNr(), at.getColumnNr());
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(path);
      case START_ARRAY -> array(path);
      case VALUE_STRING -> JsonNodeFactory.instance.textNode(parser.getText());
      case VALUE_TRUE, VALUE_FALSE ->
          JsonNodeFactory.instance.booleanNode(parser.getBooleanValue());
      case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
      default -> MAPPER.readTree(parser);
    };
  }

  private ObjectNode object(String path) throws IOException {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      String child = Positions.child(path, key);
      JsonLocation at = parser.currentTokenLocation();
      positions.key(child, at.getLineNr(), at.getColumnNr());
      parser.nextToken();
      node.set(key, value(child));
    }
    return node;
  }

  private ArrayNode array(String path) throws IOException {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      node.add(value(Positions.element(path, node.size())));
    }
    return node;
  }
}
