package dev.perdure.workers;

import dev.perdure.workers.value.JsonReader;
import dev.perdure.workers.value.JsonWriter;
import dev.perdure.workers.value.Shapes;
import org.jspecify.annotations.Nullable;

/** JSON for the same Java types that go over RPC, as far as JSON has them. */
public final class Json {
  private Json() {}

  /** A value as JSON: instants as texts, maps and records as objects. */
  public static String text(@Nullable Object value) {
    return JsonWriter.text(value);
  }

  /**
   * JSON as a record or another type; {@code Object.class} gives lists, {@link JsObject}s, numbers
   * and texts.
   *
   * @throws WorkerException a {@code SyntaxError} if it is no JSON, a {@code TypeError} if it does
   *     not fit the type
   */
  public static <T> T parse(String text, Class<T> type) {
    return Shapes.to(JsonReader.read(text), type);
  }

  /** JSON as a type with parameters. */
  public static <T> T parse(String text, TypeRef<T> type) {
    return Shapes.to(JsonReader.read(text), type);
  }
}
