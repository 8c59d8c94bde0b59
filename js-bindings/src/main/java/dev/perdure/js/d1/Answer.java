package dev.perdure.js.d1;

import dev.perdure.workers.binding.SqlDatabase;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results as the JSON text in which D1 sends them: bytes are arrays of numbers. */
final class Answer {
  private final StringBuilder out = new StringBuilder();

  private Answer() {}

  static String json(List<SqlDatabase.Result> results) {
    Answer answer = new Answer();
    answer.list(results, answer::result);
    return answer.out.toString();
  }

  private void result(SqlDatabase.Result result) {
    out.append("{\"columns\":");
    list(result.columns(), this::value);
    out.append(",\"rows\":");
    list(result.rows(), row -> list(row.values(), this::value));
    SqlDatabase.Meta meta = result.meta();
    out.append(",\"meta\":{\"served_by\":\"miniflare.db\",\"duration\":")
        .append(meta.duration().toMillis())
        .append(",\"changes\":")
        .append(meta.changes())
        .append(",\"last_row_id\":")
        .append(meta.lastRowId())
        .append(",\"changed_db\":")
        .append(meta.changed())
        .append(",\"size_after\":")
        .append(meta.size())
        .append(",\"rows_read\":")
        .append(meta.rowsRead())
        .append(",\"rows_written\":")
        .append(meta.rowsWritten())
        .append("}}");
  }

  private interface Writer<T extends @Nullable Object> {
    void write(T element);
  }

  private <T extends @Nullable Object> void list(Collection<? extends T> list, Writer<T> writer) {
    out.append('[');
    boolean first = true;
    for (T element : list) {
      if (!first) {
        out.append(',');
      }
      first = false;
      writer.write(element);
    }
    out.append(']');
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case String text -> string(text);
      case Double number when number.isNaN() || number.isInfinite() -> out.append("null");
      case byte[] bytes -> {
        out.append('[');
        for (int i = 0; i < bytes.length; i++) {
          out.append(i == 0 ? "" : ",").append(bytes[i] & 0xff);
        }
        out.append(']');
      }
      default -> out.append(value);
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
