package dev.perdure.storage.sql;

/**
 * What a statement that may run does.
 *
 * @param writes whether it needs a transaction that writes
 * @param changesSchema whether {@link Guard#runChange} must run it
 * @param analyzes whether SQLite may gather statistics, after which {@link Guard#dropSamples} must
 *     be called
 * @param count how its rows are counted
 */
public record Verdict(boolean writes, boolean changesSchema, boolean analyzes, RowCount count) {}
