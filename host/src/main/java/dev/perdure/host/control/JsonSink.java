package dev.perdure.host.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perdure.workers.wire.RegExpFlags;
import dev.perdure.workers.wire.ValueSink;
import dev.perdure.workers.wire.ViewType;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Makes JSON of one value; see {@link JsonValues}. Used by one thread. */
final class JsonSink implements ValueSink {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A container that has begun. */
  private static final class Frame {
    final JsonNode outer;
    final @Nullable ObjectNode fields;
    final @Nullable ArrayNode elements;
    int dense;
    @Nullable String key;

    Frame(JsonNode outer, @Nullable ObjectNode fields, @Nullable ArrayNode elements, int dense) {
      this.outer = outer;
      this.fields = fields;
      this.elements = elements;
      this.dense = dense;
    }
  }

  private final Deque<Frame> frames = new ArrayDeque<>();
  private @Nullable JsonNode result;
  private byte @Nullable [] buffer;
  private @Nullable ObjectNode bufferNode;

  JsonNode value() {
    if (result == null) {
      throw new IllegalStateException("There is no value.");
    }
    return result;
  }

  private void add(JsonNode value) {
    Frame frame = frames.peek();
    if (frame == null) {
      result = value;
    } else if (frame.elements != null && frame.dense > 0) {
      frame.elements.add(value);
      frame.dense--;
    } else if (frame.key == null) {
      frame.key = value.isTextual() ? value.textValue() : value.asText();
    } else {
      if (frame.fields != null) {
        frame.fields.set(frame.key, value);
      }
      frame.key = null;
    }
  }

  private void end() {
    Frame frame = frames.pop();
    add(frame.outer);
  }

  @Override
  public void undefined() {
    add(JsonValues.typed("undefined"));
  }

  @Override
  public void nullValue() {
    add(JSON.nullNode());
  }

  @Override
  public void bool(boolean value) {
    add(JSON.booleanNode(value));
  }

  @Override
  public void hole() {
    add(JsonValues.typed("hole"));
  }

  @Override
  public void number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
      add(JSON.numberNode((long) value));
    } else if (Double.isFinite(value)) {
      add(JSON.numberNode(value));
    } else {
      add(JsonValues.typed("number").put("value", Double.toString(value)));
    }
  }

  @Override
  public void bigint(BigInteger value) {
    add(JsonValues.typed("bigint").put("value", value.toString()));
  }

  @Override
  public void string(String value) {
    add(JSON.textNode(value));
  }

  @Override
  public void reference(int id) {
    add(JsonValues.typed("reference").put("object", id));
  }

  @Override
  public void beginObject() {
    ObjectNode fields = JSON.objectNode();
    frames.push(new Frame(fields, fields, null, 0));
  }

  @Override
  public void endObject(int properties) {
    end();
  }

  @Override
  public void beginDense(int length) {
    ArrayNode elements = JSON.arrayNode();
    frames.push(new Frame(elements, null, elements, length));
  }

  @Override
  public void endDense(int properties, int length) {
    end();
  }

  @Override
  public void beginSparse(long length) {
    ObjectNode fields = JsonValues.typed("sparse array").put("length", length);
    frames.push(new Frame(fields, fields.putObject("elements"), null, 0));
  }

  @Override
  public void endSparse(int properties, long length) {
    end();
  }

  @Override
  public void beginMap() {
    ObjectNode outer = JsonValues.typed("Map");
    frames.push(new Frame(outer, null, outer.putArray("entries"), Integer.MAX_VALUE));
  }

  @Override
  public void endMap(int entries) {
    end();
  }

  @Override
  public void beginSet() {
    ObjectNode outer = JsonValues.typed("Set");
    frames.push(new Frame(outer, null, outer.putArray("members"), Integer.MAX_VALUE));
  }

  @Override
  public void endSet(int members) {
    end();
  }

  @Override
  public void date(double time) {
    String text;
    try {
      text = Double.isNaN(time) ? "NaN" : Instant.ofEpochMilli((long) time).toString();
    } catch (DateTimeException _) {
      text = Double.toString(time);
    }
    add(JsonValues.typed("Date").put("value", text));
  }

  @Override
  public void boolObject(boolean value) {
    add(JsonValues.typed("Boolean").put("value", value));
  }

  @Override
  public void numberObject(double value) {
    add(JsonValues.typed("Number").put("value", value));
  }

  @Override
  public void bigintObject(BigInteger value) {
    add(JsonValues.typed("BigInt").put("value", value.toString()));
  }

  @Override
  public void stringObject(String value) {
    add(JsonValues.typed("String").put("value", value));
  }

  @Override
  public void regExp(String source, int flags) {
    add(JsonValues.typed("RegExp").put("source", source).put("flags", RegExpFlags.letters(flags)));
  }

  @Override
  public void buffer(byte[] bytes, int offset, int length) {
    buffer = Arrays.copyOfRange(bytes, offset, offset + length);
    bufferNode = JsonValues.typed("ArrayBuffer");
    bufferNode.put("base64", Base64.getEncoder().encodeToString(buffer));
    add(bufferNode);
  }

  @Override
  public void resizableBuffer(byte[] bytes, int offset, int length, long most) {
    buffer(bytes, offset, length);
  }

  @Override
  public void transferredBuffer(int index) {
    add(JsonValues.typed("ArrayBuffer"));
  }

  @Override
  public void view(ViewType type, long byteOffset, long byteLength, int flags) {
    if (buffer == null || bufferNode == null) {
      return;
    }
    byte[] seen = Arrays.copyOfRange(buffer, (int) byteOffset, (int) (byteOffset + byteLength));
    bufferNode.put(JsonValues.TYPE, constructor(type));
    bufferNode.put("base64", Base64.getEncoder().encodeToString(seen));
  }

  private static String constructor(ViewType type) {
    return switch (type) {
      case INT8 -> "Int8Array";
      case UINT8 -> "Uint8Array";
      case UINT8_CLAMPED -> "Uint8ClampedArray";
      case INT16 -> "Int16Array";
      case UINT16 -> "Uint16Array";
      case INT32 -> "Int32Array";
      case UINT32 -> "Uint32Array";
      case FLOAT16 -> "Float16Array";
      case FLOAT32 -> "Float32Array";
      case FLOAT64 -> "Float64Array";
      case BIGINT64 -> "BigInt64Array";
      case BIGUINT64 -> "BigUint64Array";
      case DATA_VIEW -> "DataView";
    };
  }

  @Override
  public void beginError() {
    ObjectNode fields = JsonValues.typed("Error");
    frames.push(new Frame(fields, fields, null, 0));
  }

  private void field(String name, String value) {
    Frame frame = frames.peek();
    if (frame != null && frame.fields != null) {
      frame.fields.put(name, value);
    }
  }

  @Override
  public void errorPrototype(char builtin) {
    field("prototype", String.valueOf(builtin));
  }

  @Override
  public void errorMessage(String message) {
    field("message", message);
  }

  @Override
  public void errorStack(String stack) {
    field("stack", stack);
  }

  @Override
  public void errorCause() {
    Frame frame = frames.peek();
    if (frame != null) {
      frame.key = "cause";
    }
  }

  @Override
  public void endError() {
    end();
  }

  @Override
  public void host(int tag) {
    throw new IllegalStateException("An object of the platform has no JSON.");
  }

  @Override
  public void hostNumber(long value) {
    throw new IllegalStateException("An object of the platform has no JSON.");
  }

  @Override
  public void hostText(String value) {
    throw new IllegalStateException("An object of the platform has no JSON.");
  }

  @Override
  public void hostBytes(byte[] bytes, int offset, int length) {
    throw new IllegalStateException("An object of the platform has no JSON.");
  }
}
