package dev.perdure.storage.sql;

import org.jspecify.annotations.Nullable;

/**
 * What a statement that may run does.
 *
 * @param writes whether it needs a transaction that writes
 * @param changesSchema whether {@link Guard#runChange} must run it
 * @param analyzes whether SQLite may gather statistics, after which {@link Guard#dropSamples} must
 *     be called
 * @param count how its rows are counted
 * @param mindsCase whether LIKE minds the case of letters once it has run; null where that stays
 */
public record Verdict(
    boolean writes,
    boolean changesSchema,
    boolean analyzes,
    RowCount count,
    @Nullable Boolean mindsCase) {
  Verdict(boolean writes, boolean changesSchema, boolean analyzes, RowCount count) {
    this(writes, changesSchema, analyzes, count, null);
  }
}
