package dev.perdure.host.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perdure.workers.wire.WireWriter;
import java.util.Map;

/** What configurations give as {@code ctx.props}, as isolates take it. */
public final class Props {
  private Props() {}

  /**
   * A JSON text in V8's serialization format.
   *
   * @throws IllegalArgumentException if it is no JSON
   */
  public static byte[] ofJson(String json) {
    WireWriter writer = new WireWriter();
    try {
      write(new ObjectMapper().readTree(json), writer);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The props '" + json + "' are no JSON.", e);
    }
    return writer.toByteArray();
  }

  private static void write(JsonNode node, WireWriter writer) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        writer.beginObject();
        for (Map.Entry<String, JsonNode> property : node.properties()) {
          writer.string(property.getKey());
          write(property.getValue(), writer);
        }
        writer.endObject(node.size());
      }
      case ARRAY -> {
        writer.beginDense(node.size());
        node.forEach(element -> write(element, writer));
        writer.endDense(0, node.size());
      }
      case STRING -> writer.string(node.textValue());
      case NUMBER -> writer.number(node.doubleValue());
      case BOOLEAN -> writer.bool(node.booleanValue());
      case NULL, MISSING, BINARY, POJO -> writer.nullValue();
    }
  }
}
