package dev.perdure.host.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perdure.workers.wire.ValueSink;
import dev.perdure.workers.wire.WireException;
import dev.perdure.workers.wire.WireReader;
import dev.perdure.workers.wire.WireWriter;
import java.util.Base64;

/**
 * Stored values as JSON. What JSON has no word for is an object with {@code $type}: {@code
 * {"$type": "Date", "value": "2026-01-01T00:00:00Z"}}.
 */
final class JsonValues {
  static final String TYPE = "$type";

  private JsonValues() {}

  /** A stored value; what cannot be read is given as its bytes. */
  static JsonNode read(byte[] stored) {
    JsonSink sink = new JsonSink();
    try {
      WireReader.read(stored, sink);
      return sink.value();
    } catch (WireException | IllegalStateException e) {
      return typed("unreadable").put("base64", Base64.getEncoder().encodeToString(stored));
    }
  }

  static ObjectNode typed(String type) {
    return JsonNodeFactory.instance.objectNode().put(TYPE, type);
  }

  /** What a script would store for {@code JSON.parse(text)}. */
  static byte[] write(JsonNode value) {
    WireWriter writer = new WireWriter();
    write(value, writer);
    return writer.toByteArray();
  }

  private static void write(JsonNode value, ValueSink sink) {
    switch (value.getNodeType()) {
      case STRING -> sink.string(value.textValue());
      case NUMBER -> sink.number(value.doubleValue());
      case BOOLEAN -> sink.bool(value.booleanValue());
      case ARRAY -> {
        sink.beginDense(value.size());
        value.forEach(each -> write(each, sink));
        sink.endDense(0, value.size());
      }
      case OBJECT -> {
        sink.beginObject();
        value
            .properties()
            .forEach(each -> {
              sink.string(each.getKey());
              write(each.getValue(), sink);
            });
        sink.endObject(value.size());
      }
      default -> sink.nullValue();
    }
  }
}
