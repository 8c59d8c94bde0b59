package dev.perdure.workers;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A D1 database. Calls wait until what they wrote is durable; other events may run meanwhile.
 *
 * @see <a href="https://developers.cloudflare.com/d1/worker-api/d1-database/">D1 Database</a>
 */
public interface D1Database {
  /**
   * Runs statements in one transaction; if one fails, nothing is kept.
   *
   * @return what each gave, in order
   * @throws WorkerException if one fails, with {@code D1_ERROR} in its message
   */
  List<D1Result> batch(List<D1Statement> statements);

  /** A session that reads from any copy of the database. */
  default D1Session session() {
    return session("first-unconstrained");
  }

  /**
   * A session: what it reads is never older than what it read or wrote before.
   *
   * @param constraint {@code first-unconstrained}, {@code first-primary}, or the bookmark of an
   *     earlier session to go on from
   */
  D1Session session(String constraint);

  /** Runs a statement with values for its parameters. */
  default D1Result run(String sql, @Nullable Object... bindings) {
    return batch(List.of(D1Statement.of(sql, bindings))).getFirst();
  }

  /** The rows of a query, as records or another type. */
  default <T> List<T> query(Class<T> type, String sql, @Nullable Object... bindings) {
    return run(sql, bindings).rows(type);
  }

  /** The first row of a query, if there is one. */
  default <T> Optional<T> first(Class<T> type, String sql, @Nullable Object... bindings) {
    return run(sql, bindings).rows().stream().findFirst().map(row -> row.as(type));
  }
}
