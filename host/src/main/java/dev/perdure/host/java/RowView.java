package dev.perdure.host.java;

import dev.perdure.workers.JsObject;
import dev.perdure.workers.SqlRow;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.value.Shapes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row. Immutable. */
record RowView(List<String> names, List<@Nullable Object> values) implements SqlRow {
  @Override
  public List<@Nullable Object> values() {
    return Collections.unmodifiableList(values);
  }

  @Override
  public @Nullable Object get(String column) {
    int at = names.lastIndexOf(column);
    if (at < 0) {
      throw new IllegalArgumentException(
          "There is no column '%s'; there are '%s'.".formatted(column, String.join("', '", names)));
    }
    return values.get(at);
  }

  @Override
  public <T> Optional<T> get(String column, Class<T> type) {
    Object value = get(column);
    return value == null ? Optional.empty() : Optional.ofNullable(Shapes.to(value, type));
  }

  @Override
  public <T> T as(Class<T> type) {
    if (!type.isRecord() && !Map.class.isAssignableFrom(type)) {
      if (values.size() != 1) {
        throw WorkerException.typeError(
            "A row of %d columns is no '%s'. Ask for a record."
                .formatted(values.size(), type.getSimpleName()));
      }
      return Shapes.to(values.getFirst(), type);
    }
    JsObject object = new JsObject();
    for (int i = 0; i < names.size(); i++) {
      object.put(names.get(i), values.get(i));
    }
    return Shapes.to(object, type);
  }
}
