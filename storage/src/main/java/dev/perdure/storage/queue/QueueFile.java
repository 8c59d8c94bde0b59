package dev.perdure.storage.queue;

import dev.perdure.storage.BindingDatabase;
import dev.perdure.storage.BindingDatabase.Access;
import dev.perdure.storage.StateFolder;
import dev.perdure.storage.sqlite.Statement;
import dev.perdure.workers.binding.MessageQueue.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The messages of one queue in a SQLite database. Thread-safe. */
public final class QueueFile {
  /** How long a message is kept that nobody takes. */
  public static final Duration RETENTION = Duration.ofDays(4);

  private static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS messages (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL,
        sent INTEGER NOT NULL,
        due INTEGER NOT NULL,
        failures INTEGER NOT NULL,
        content_type TEXT NOT NULL,
        body BLOB NOT NULL
      );
      CREATE INDEX IF NOT EXISTS messages_due ON messages(due, number);
      CREATE INDEX IF NOT EXISTS messages_sent ON messages(sent);
      """;
  private static final String ADD =
      "INSERT INTO messages (id, sent, due, failures, content_type, body)"
          + " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
  private static final String EXPIRE = "DELETE FROM messages WHERE sent < ?1";
  private static final String READY =
      "SELECT number, due FROM messages WHERE due <= ?1 ORDER BY due, number LIMIT ?2";
  private static final String NEXT = "SELECT min(due) FROM messages WHERE due > ?1";
  private static final String TAKE =
      "SELECT id, sent, due, failures, content_type, body FROM messages WHERE number = ?1";
  private static final String DELETE = "DELETE FROM messages WHERE number = ?1";
  private static final String AGAIN =
      "UPDATE messages SET due = ?2, failures = ?3 WHERE number = ?1";
  private static final String TOTALS = "SELECT count(*), total(length(body)) FROM messages";
  private static final String OLDEST = "SELECT min(sent) FROM messages";

  /**
   * What can be delivered.
   *
   * @param ready the numbers of messages that are due, in the order of delivery
   * @param since when the first of them became due
   * @param next when the next message becomes due
   */
  public record Look(List<Long> ready, Optional<Instant> since, Optional<Instant> next) {
    public Look {
      ready = List.copyOf(ready);
    }
  }

  private record Totals(long count, long bytes) {}

  private final BindingDatabase database;
  private final InstantSource clock;
  // Changed by tasks of the database, which run one at a time, and dropped when one of them fails.
  private volatile @Nullable Totals totals;

  /** The messages of the queue {@code name}. */
  public QueueFile(StateFolder state, String name, InstantSource clock) {
    this.database = state.bindings("queues", "perdure-Queue").database(name, SCHEMA);
    this.clock = clock;
  }

  /** Keeps messages, all or none; answers what was there before. */
  public CompletableFuture<Metrics> add(List<StoredMessage> messages) {
    return counted(access -> {
      Instant oldest = clock.instant().minus(RETENTION);
      if (time(access.statement(OLDEST)).filter(oldest::isAfter).isPresent()) {
        access.statement(EXPIRE).bind(1, oldest.toEpochMilli()).run();
        totals = null;
      }
      Metrics before = metrics(access);
      for (StoredMessage message : messages) {
        access
            .statement(ADD)
            .bind(1, message.id())
            .bind(2, message.sent().toEpochMilli())
            .bind(3, message.due().toEpochMilli())
            .bind(4, (long) message.failures())
            .bind(5, message.contentType())
            .bind(6, message.body())
            .run();
      }
      count(messages, 1);
      return before;
    });
  }

  private <T> CompletableFuture<T> counted(BindingDatabase.Task<T> task) {
    return database
        .write(task)
        .whenComplete((result, thrown) -> {
          if (thrown != null) {
            totals = null;
          }
        });
  }

  private void count(List<StoredMessage> messages, int sign) {
    Totals known = totals;
    if (known != null) {
      long bytes = messages.stream().mapToLong(message -> message.body().length).sum();
      totals =
          new Totals(known.count() + (long) sign * messages.size(), known.bytes() + sign * bytes);
    }
  }

  /**
   * What can be delivered now.
   *
   * @param most how many messages are asked for
   * @param apart the numbers of messages that are being delivered
   */
  public CompletableFuture<Look> look(int most, Set<Long> apart) {
    return database.read(access -> {
      long now = clock.millis();
      List<Long> ready = new ArrayList<>();
      Optional<Instant> since = Optional.empty();
      Statement rows = access.statement(READY).bind(1, now).bind(2, (long) most + apart.size());
      try {
        while (ready.size() < most && rows.step()) {
          if (!apart.contains(rows.integer(0))) {
            since = since.isPresent() ? since : Optional.of(Instant.ofEpochMilli(rows.integer(1)));
            ready.add(rows.integer(0));
          }
        }
      } finally {
        rows.reset();
      }
      return new Look(ready, since, time(access.statement(NEXT).bind(1, now)));
    });
  }

  private static Optional<Instant> time(Statement row) {
    try {
      return row.step() && !row.isNull(0)
          ? Optional.of(Instant.ofEpochMilli(row.integer(0)))
          : Optional.empty();
    } finally {
      row.reset();
    }
  }

  /** The messages of these numbers that are still there. */
  public CompletableFuture<List<StoredMessage>> take(List<Long> numbers) {
    return database.read(access -> {
      List<StoredMessage> messages = new ArrayList<>();
      for (long number : numbers) {
        Statement row = access.statement(TAKE).bind(1, number);
        try {
          if (row.step()) {
            messages.add(
                new StoredMessage(
                    number,
                    row.text(0),
                    Instant.ofEpochMilli(row.integer(1)),
                    Instant.ofEpochMilli(row.integer(2)),
                    (int) row.integer(3),
                    row.text(4),
                    row.blob(5)));
          }
        } finally {
          row.reset();
        }
      }
      return messages;
    });
  }

  /** Drops the messages that are done, and keeps what is to be delivered again. */
  public CompletableFuture<Void> settle(List<StoredMessage> done, List<StoredMessage> again) {
    return counted(
            access -> {
              for (StoredMessage message : done) {
                access.statement(DELETE).bind(1, message.number()).run();
              }
              count(done, -1);
              for (StoredMessage message : again) {
                access
                    .statement(AGAIN)
                    .bind(1, message.number())
                    .bind(2, message.due().toEpochMilli())
                    .bind(3, (long) message.failures())
                    .run();
              }
              return done.size();
            })
        .thenAccept(count -> {});
  }

  /** How much is there. */
  public CompletableFuture<Metrics> metrics() {
    return database.read(this::metrics);
  }

  private Metrics metrics(Access access) {
    Totals known = totals;
    if (known == null) {
      Statement row = access.statement(TOTALS);
      try {
        row.step();
        known = new Totals(row.integer(0), row.integer(1));
      } finally {
        row.reset();
      }
      totals = known;
    }
    return new Metrics(known.count(), known.bytes(), time(access.statement(OLDEST)));
  }
}
