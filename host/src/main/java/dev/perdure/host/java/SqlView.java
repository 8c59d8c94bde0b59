package dev.perdure.host.java;

import dev.perdure.workers.SqlCursor;
import dev.perdure.workers.SqlStorage;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.storage.ActorStorage;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code ctx.storage().sql()}. */
record SqlView(Fibers fibers, ActorStorage storage) implements SqlStorage {
  private static final long MOST_SAFE = (1L << 53) - 1;

  @Override
  public SqlCursor exec(String statements, @Nullable Object... bindings) {
    List<@Nullable Object> values = new ArrayList<>(bindings.length);
    for (Object binding : bindings) {
      values.add(bound(binding));
    }
    return fibers.call(() -> new CursorView(fibers, storage.exec(statements, values)));
  }

  /** A value as SQL gets it: null, a text, a number of JavaScript or bytes. */
  static @Nullable Object bound(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Optional<?> optional -> bound(optional.orElse(null));
      case String text -> text;
      case byte[] bytes -> bytes;
      case Boolean bool -> bool ? 1.0 : 0.0;
      case Long number -> whole(number);
      case BigInteger number -> throw refused(number);
      case Number number -> number.doubleValue();
      case Enum<?> constant -> constant.name();
      case Instant instant -> (double) instant.toEpochMilli();
      default -> throw refused(value);
    };
  }

  // Numbers reach the database as JavaScript's do.
  private static double whole(long number) {
    if (Math.abs(number) > MOST_SAFE) {
      throw WorkerException.rangeError(
          "'%d' cannot be bound: SQL has the numbers of JavaScript, up to %d. Bind it as a text."
              .formatted(number, MOST_SAFE));
    }
    return number;
  }

  private static WorkerException refused(Object value) {
    return WorkerException.typeError(
        "A '%s' cannot be bound. Bind a number, text, boolean, byte[], enum, Instant or null."
            .formatted(value.getClass().getSimpleName()));
  }

  @Override
  public long databaseSize() {
    return fibers.call(storage::databaseSize);
  }
}
