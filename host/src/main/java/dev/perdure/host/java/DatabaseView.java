package dev.perdure.host.java;

import dev.perdure.workers.D1Database;
import dev.perdure.workers.D1Result;
import dev.perdure.workers.D1Session;
import dev.perdure.workers.D1Statement;
import dev.perdure.workers.SqlRow;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.binding.SqlDatabase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A D1 database. */
record DatabaseView(JavaRealm realm, SqlDatabase database) implements D1Database {
  @Override
  public List<D1Result> batch(List<D1Statement> statements) {
    List<SqlDatabase.Query> queries = statements.stream().map(DatabaseView::query).toList();
    try {
      return realm.outside(() -> database.run(queries)).stream()
          .<D1Result>map(ResultView::of)
          .toList();
    } catch (WorkerException e) {
      throw new WorkerException("Error", "D1_ERROR: " + e.message(), e);
    }
  }

  @Override
  public D1Session session(String constraint) {
    return new SessionView(this, constraint.strip());
  }

  private static SqlDatabase.Query query(D1Statement statement) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Object value : statement.bindings()) {
      Object bound = SqlView.bound(value);
      // D1 gets its values as JSON.
      values.add(bound instanceof Double number && !Double.isFinite(number) ? null : bound);
    }
    return SqlDatabase.Query.of(statement.sql(), values);
  }

  private record ResultView(List<String> columnNames, List<SqlRow> rows, Meta meta)
      implements D1Result {
    static ResultView of(SqlDatabase.Result result) {
      List<SqlRow> rows = new ArrayList<>();
      result.rows().forEach(row -> rows.add(new RowView(result.columns(), row.values())));
      SqlDatabase.Meta meta = result.meta();
      return new ResultView(
          result.columns(),
          List.copyOf(rows),
          new Meta(
              meta.duration(),
              meta.changes(),
              meta.lastRowId(),
              meta.changed(),
              meta.size(),
              meta.rowsRead(),
              meta.rowsWritten()));
    }
  }
}
