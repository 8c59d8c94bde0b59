package dev.perdure.workers.value;

import dev.perdure.workers.WorkerException;
import java.lang.reflect.Array;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes Java values as JSON. Confined to one thread. */
public final class JsonWriter {
  private static final int DEEPEST = 1000;

  private final StringBuilder out = new StringBuilder();
  private int depth;

  private JsonWriter() {}

  /** A value as JSON. */
  public static String text(@Nullable Object value) {
    JsonWriter writer = new JsonWriter();
    writer.value(value);
    return writer.out.toString();
  }

  private void value(@Nullable Object value) {
    if (depth++ > DEEPEST) {
      throw WorkerException.typeError("Converting circular structure to JSON");
    }
    switch (value) {
      case null -> out.append("null");
      case Optional<?> optional -> value(optional.orElse(null));
      case Boolean bool -> out.append(bool);
      case Double number -> number(number);
      case Float number -> number(number.doubleValue());
      case Number number -> out.append(number);
      case CharSequence text -> string(text.toString());
      case Character character -> string(character.toString());
      case Enum<?> constant -> string(constant.name());
      case Instant instant -> string(instant.toString());
      case Map<?, ?> map -> map(map);
      case Collection<?> list -> list(list);
      case Record record -> record(record);
      default -> other(value);
    }
    depth--;
  }

  private void number(double number) {
    if (!Double.isFinite(number)) {
      out.append("null");
    } else if (number == Math.rint(number) && Math.abs(number) <= Numbers.MOST_SAFE) {
      out.append((long) number);
    } else {
      out.append(number);
    }
  }

  private void other(Object value) {
    if (!value.getClass().isArray()) {
      throw WorkerException.typeError(
          "'%s' has no JSON. Make it a record.".formatted(value.getClass().getSimpleName()));
    }
    out.append('[');
    for (int i = 0; i < Array.getLength(value); i++) {
      out.append(i == 0 ? "" : ",");
      value(Array.get(value, i));
    }
    out.append(']');
  }

  private void list(Collection<?> list) {
    String between = "[";
    for (Object each : list) {
      out.append(between);
      between = ",";
      value(each);
    }
    out.append(list.isEmpty() ? "[]" : "]");
  }

  private void map(Map<?, ?> map) {
    String between = "{";
    for (Map.Entry<?, ?> each : map.entrySet()) {
      out.append(between);
      between = ",";
      string(String.valueOf(each.getKey()));
      out.append(':');
      value(each.getValue());
    }
    out.append(map.isEmpty() ? "{}" : "}");
  }

  private void record(Object value) {
    RecordShape shape = RecordShape.of(value.getClass());
    String between = "{";
    String discriminator = shape.discriminator();
    if (discriminator != null) {
      out.append(between);
      between = ",";
      string(RecordShape.DISCRIMINATOR);
      out.append(':');
      string(discriminator);
    }
    for (RecordShape.Component component : shape.components()) {
      Object each = shape.value(value, component);
      if (each instanceof Optional<?> optional && optional.isEmpty()) {
        continue;
      }
      out.append(between);
      between = ",";
      string(component.name());
      out.append(':');
      value(each);
    }
    out.append(between.equals("{") ? "{}" : "}");
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || (Character.isSurrogate(c) && !paired(text, i))) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean paired(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
