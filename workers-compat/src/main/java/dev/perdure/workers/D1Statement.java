package dev.perdure.workers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A statement for a {@link D1Database#batch}.
 *
 * @param sql the text, with {@code ?} for each parameter
 * @param bindings numbers, texts, booleans, {@code byte[]}, enums, instants or null
 */
public record D1Statement(String sql, List<@Nullable Object> bindings) {
  /** Copies the list. */
  public D1Statement {
    Objects.requireNonNull(sql);
    bindings = Collections.unmodifiableList(new ArrayList<>(bindings));
  }

  /** A statement with values for its parameters. */
  public static D1Statement of(String sql, @Nullable Object... bindings) {
    List<@Nullable Object> values = new ArrayList<>(bindings.length);
    for (Object binding : bindings) {
      values.add(binding);
    }
    return new D1Statement(sql, values);
  }
}
