package dev.perdure.workers.value;

import dev.perdure.workers.JsObject;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.wire.HostTag;
import dev.perdure.workers.wire.RegExpFlags;
import dev.perdure.workers.wire.ValueSink;
import dev.perdure.workers.wire.ViewType;
import dev.perdure.workers.wire.WireWriter;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a Java value as JavaScript would have it. What is no value is a {@code DataCloneError}.
 * Confined to one thread.
 */
public final class ValueWriter {
  private static final Set<String> BUILTIN_ERRORS =
      Set.of("EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError");
  private static final int DEEPEST = 1000;

  private final ValueSink sink;
  private final References references;
  private final IdentityHashMap<Object, Integer> ids = new IdentityHashMap<>();
  private int next;
  private int depth;

  private ValueWriter(ValueSink sink, References references) {
    this.sink = sink;
    this.references = references;
  }

  /** A value in V8's format. */
  public static byte[] bytes(@Nullable Object value, References references) {
    WireWriter writer = new WireWriter();
    new ValueWriter(writer, references).value(value);
    return writer.toByteArray();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> sink.nullValue();
      case Optional<?> optional -> {
        if (optional.isPresent()) {
          value(optional.get());
        } else {
          sink.undefined();
        }
      }
      case Boolean bool -> sink.bool(bool);
      case Long number -> whole(number);
      case BigInteger number -> sink.bigint(number);
      case Double number -> sink.number(number);
      case Float number -> sink.number(number);
      case Integer number -> sink.number(number);
      case Short number -> sink.number(number);
      case Byte number -> sink.number(number);
      case CharSequence text -> sink.string(text.toString());
      case Character character -> sink.string(character.toString());
      case Enum<?> constant -> sink.string(constant.name());
      default -> object(value);
    }
  }

  private void whole(long number) {
    if (Math.abs(number) <= Numbers.MOST_SAFE) {
      sink.number((double) number);
    } else {
      sink.bigint(BigInteger.valueOf(number));
    }
  }

  @SuppressWarnings("JavaUtilDate") // taken, not used
  private void object(Object value) {
    Integer known = ids.get(value);
    if (known != null) {
      sink.reference(known);
      return;
    }
    switch (value) {
      case Instant instant -> date(instant.toEpochMilli());
      case Date date -> date(date.toInstant().toEpochMilli());
      case Pattern pattern -> regExp(pattern);
      case Throwable thrown -> error(thrown);
      default -> container(value);
    }
  }

  private void container(Object value) {
    if (depth++ > DEEPEST) {
      throw new WorkerException(
          "DataCloneError", "A value is nested more than %d levels deep.".formatted(DEEPEST));
    }
    if (value instanceof JsObject object) {
      begin(value);
      properties(object);
    } else if (value instanceof Map<?, ?> map) {
      begin(value);
      sink.beginMap();
      map.forEach((key, each) -> {
        value(key);
        value(each);
      });
      sink.endMap(map.size());
    } else if (value instanceof Set<?> set) {
      begin(value);
      sink.beginSet();
      set.forEach(this::value);
      sink.endSet(set.size());
    } else if (value instanceof Collection<?> list) {
      begin(value);
      sink.beginDense(list.size());
      list.forEach(this::value);
      sink.endDense(0, list.size());
    } else if (value.getClass().isArray()) {
      array(value);
    } else if (value instanceof Record) {
      begin(value);
      record(value);
    } else if (references.write(value, sink)) {
      next++;
    } else {
      throw new WorkerException(
          "DataCloneError",
          ("Could not serialize object of type \"%s\". This type does not support serialization."
                  + " Make it a record, or implement RpcTarget to pass it by reference.")
              .formatted(value.getClass().getSimpleName()));
    }
    depth--;
  }

  private void begin(Object value) {
    ids.put(value, next++);
  }

  private void properties(JsObject object) {
    sink.beginObject();
    object.forEach((name, each) -> {
      sink.string(name);
      value(each);
    });
    sink.endObject(object.size());
  }

  private void record(Object value) {
    RecordShape shape = RecordShape.of(value.getClass());
    sink.beginObject();
    int count = 0;
    String discriminator = shape.discriminator();
    if (discriminator != null) {
      sink.string(RecordShape.DISCRIMINATOR);
      sink.string(discriminator);
      count++;
    }
    for (RecordShape.Component component : shape.components()) {
      Object each = shape.value(value, component);
      if (each instanceof Optional<?> optional && optional.isEmpty()) {
        continue;
      }
      sink.string(component.name());
      value(each);
      count++;
    }
    sink.endObject(count);
  }

  private void array(Object array) {
    switch (array) {
      case byte[] bytes -> view(array, ViewType.UINT8, bytes);
      case int[] numbers -> {
        byte[] bytes = new byte[Math.multiplyExact(4, numbers.length)];
        buffer(bytes).asIntBuffer().put(numbers);
        view(array, ViewType.INT32, bytes);
      }
      case long[] numbers -> {
        byte[] bytes = new byte[Math.multiplyExact(8, numbers.length)];
        buffer(bytes).asLongBuffer().put(numbers);
        view(array, ViewType.BIGINT64, bytes);
      }
      case short[] numbers -> {
        byte[] bytes = new byte[Math.multiplyExact(2, numbers.length)];
        buffer(bytes).asShortBuffer().put(numbers);
        view(array, ViewType.INT16, bytes);
      }
      case float[] numbers -> {
        byte[] bytes = new byte[Math.multiplyExact(4, numbers.length)];
        buffer(bytes).asFloatBuffer().put(numbers);
        view(array, ViewType.FLOAT32, bytes);
      }
      case double[] numbers -> {
        byte[] bytes = new byte[Math.multiplyExact(8, numbers.length)];
        buffer(bytes).asDoubleBuffer().put(numbers);
        view(array, ViewType.FLOAT64, bytes);
      }
      default -> {
        begin(array);
        int length = Array.getLength(array);
        sink.beginDense(length);
        for (int i = 0; i < length; i++) {
          value(Array.get(array, i));
        }
        sink.endDense(0, length);
      }
    }
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  // The buffer has a number of its own, before that of the view.
  private void view(Object array, ViewType type, byte[] bytes) {
    next++;
    begin(array);
    sink.buffer(bytes, 0, bytes.length);
    sink.view(type, 0, bytes.length, 0);
  }

  private void date(long time) {
    next++;
    sink.date((double) time);
  }

  private void regExp(Pattern pattern) {
    next++;
    int flags = pattern.flags();
    String letters =
        ((flags & Pattern.CASE_INSENSITIVE) != 0 ? "i" : "")
            + ((flags & Pattern.MULTILINE) != 0 ? "m" : "")
            + ((flags & Pattern.DOTALL) != 0 ? "s" : "");
    sink.regExp(pattern.pattern(), RegExpFlags.bits(letters));
  }

  private void error(Throwable thrown) {
    begin(thrown);
    String name = errorName(thrown);
    String message = errorMessage(thrown);
    boolean builtin = BUILTIN_ERRORS.contains(name);
    if (!builtin && !name.equals("Error")) {
      sink.host(HostTag.NATIVE_ERROR);
      sink.hostNumber(0);
      sink.string(name);
      sink.string(message);
      next++;
      sink.beginObject();
      sink.endObject(0);
      return;
    }
    sink.beginError();
    if (builtin) {
      sink.errorPrototype(name.charAt(0) == 'R' && name.charAt(1) == 'e' ? 'F' : name.charAt(0));
    }
    sink.errorMessage(message);
    Throwable cause = thrown.getCause();
    if (cause != null) {
      sink.errorCause();
      value(cause);
    }
    sink.endError();
  }

  /** The name that JavaScript sees of something thrown. */
  public static String errorName(Throwable thrown) {
    if (thrown instanceof WorkerException named) {
      return named.name();
    }
    Class<?> type = thrown.getClass();
    String name = type.getSimpleName();
    return name.isEmpty() || type == RuntimeException.class || type == Exception.class
        ? "Error"
        : name;
  }

  /** The message that JavaScript sees of something thrown. */
  public static String errorMessage(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? "" : message;
  }
}
