package dev.perdure.storage.sql;

/**
 * What a statement that may run does.
 *
 * @param writes whether it needs a transaction that writes
 * @param changesSchema whether {@link Guard#runChange} must run it
 * @param analyzes whether SQLite may gather statistics, after which {@link Guard#dropSamples} must
 *     be called
 * @param reads whether its rows come from tables
 * @param counts whether its one value is the number of rows of a table
 * @param readsToWrite whether each changed row was looked up before
 * @param rowsPerChange how many table and index entries each changed row stands for
 * @param schemaRows how many rows of the schema it writes
 */
public record Verdict(
    boolean writes,
    boolean changesSchema,
    boolean analyzes,
    boolean reads,
    boolean counts,
    boolean readsToWrite,
    int rowsPerChange,
    int schemaRows) {}
