package dev.perdure.workers;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A plain object of JavaScript, where no record was asked for: its properties in their order. Other
 * maps are JavaScript's {@code Map}.
 */
public final class JsObject extends LinkedHashMap<String, @Nullable Object> {
  private static final long serialVersionUID = 1;

  /** An object without properties. */
  public JsObject() {}

  /** An object with names and values in turn. */
  public static JsObject of(@Nullable Object... pairs) {
    JsObject object = new JsObject();
    for (int i = 0; i < pairs.length; i += 2) {
      object.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return object;
  }
}
