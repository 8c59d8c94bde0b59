package dev.perdure.storage.kv;

import dev.perdure.storage.BindingDatabase;
import dev.perdure.storage.BindingDatabase.Access;
import dev.perdure.storage.BlobFolder;
import dev.perdure.storage.StateFolder;
import dev.perdure.storage.sqlite.Statement;
import dev.perdure.workers.binding.KeyValueNamespace;
import dev.perdure.workers.message.GuestException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A namespace in the layout of miniflare: names and metadata in a SQLite database, each value in a
 * file. Thread-safe.
 */
public final class KvFile implements KeyValueNamespace {
  private static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS _mf_entries (
        key TEXT PRIMARY KEY,
        blob_id TEXT NOT NULL,
        expiration INTEGER,
        metadata TEXT
      );
      CREATE INDEX IF NOT EXISTS _mf_entries_expiration_idx ON _mf_entries(expiration);
      """;
  private static final String FIND =
      "SELECT blob_id, expiration, metadata FROM _mf_entries WHERE key = ?1"
          + " AND (expiration IS NULL OR expiration > ?2)";
  private static final String BLOB = "SELECT blob_id FROM _mf_entries WHERE key = ?1";
  private static final String PUT =
      "INSERT OR REPLACE INTO _mf_entries (key, blob_id, expiration, metadata)"
          + " VALUES (?1, ?2, ?3, ?4)";
  private static final String DELETE = "DELETE FROM _mf_entries WHERE key = ?1";
  private static final String EXPIRED = "SELECT blob_id FROM _mf_entries WHERE expiration <= ?1";
  private static final String DELETE_EXPIRED = "DELETE FROM _mf_entries WHERE expiration <= ?1";
  private static final String LIST =
      "SELECT key, expiration, metadata FROM _mf_entries"
          + " WHERE key >= ?1 AND substr(key, 1, length(?1)) = ?1 AND key > ?2"
          + " AND (expiration IS NULL OR expiration > ?3) ORDER BY key LIMIT ?4";

  private record Found(String blob, Optional<String> metadata) {}

  private final BindingDatabase database;
  private final BlobFolder blobs;
  private final InstantSource clock;

  /** The namespace whose state is called {@code id}. */
  public KvFile(StateFolder state, String id, InstantSource clock) {
    var folder = state.bindings("kv", "miniflare-KVNamespaceObject");
    this.database = folder.database(id, SCHEMA);
    this.blobs = folder.blobs(id);
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Optional<Entry>> get(String name) {
    try {
      KvLimits.checkName("GET", name);
    } catch (GuestException e) {
      return CompletableFuture.failedFuture(e);
    }
    // The file is read in the same task: nobody drops it meanwhile.
    return database.read(access ->
        find(access, name).map(found -> new Entry(blobs.read(found.blob()), found.metadata())));
  }

  private Optional<Found> find(Access access, String name) {
    Statement find = access.statement(FIND).bind(1, name).bind(2, clock.millis());
    try {
      return find.step()
          ? Optional.of(new Found(find.text(0), optional(find, 2)))
          : Optional.empty();
    } finally {
      find.reset();
    }
  }

  @Override
  public CompletableFuture<Void> put(String name, byte[] value, Options options) {
    Optional<Instant> expiration;
    try {
      KvLimits.checkName("PUT", name);
      expiration = KvLimits.expiration(options, clock.instant());
      KvLimits.checkMetadata(options.metadata());
      KvLimits.checkValue(value);
    } catch (GuestException e) {
      return CompletableFuture.failedFuture(e);
    }
    return blobs
        .put(value)
        .thenCompose(blob ->
            database.write(access -> {
              Optional<String> before = blob(access, name);
              access
                  .statement(PUT)
                  .bind(1, name)
                  .bind(2, blob)
                  .bind(3, expiration.map(Instant::toEpochMilli).orElse(null))
                  .bind(4, options.metadata().orElse(null))
                  .run();
              return before;
            }))
        .thenAccept(before -> before.ifPresent(blobs::drop));
  }

  @Override
  public CompletableFuture<Void> delete(String name) {
    try {
      KvLimits.checkName("DELETE", name);
    } catch (GuestException e) {
      return CompletableFuture.failedFuture(e);
    }
    return database
        .write(access -> {
          Optional<String> before = blob(access, name);
          access.statement(DELETE).bind(1, name).run();
          return before;
        })
        .thenAccept(before -> before.ifPresent(blobs::drop));
  }

  private static Optional<String> blob(Access access, String name) {
    Statement blob = access.statement(BLOB).bind(1, name);
    try {
      return blob.step() ? Optional.of(blob.text(0)) : Optional.empty();
    } finally {
      blob.reset();
    }
  }

  @Override
  public CompletableFuture<Page> list(String prefix, int limit, Optional<String> cursor) {
    try {
      KvLimits.checkLimit(limit);
      KvLimits.checkPrefix(prefix);
    } catch (GuestException e) {
      return CompletableFuture.failedFuture(e);
    }
    String after = cursor.map(KvFile::decoded).orElse("");
    return dropExpired()
        .thenCompose(nothing -> database.read(access -> page(access, prefix, after, limit)));
  }

  private Page page(Access access, String prefix, String after, int limit) {
    Statement list =
        access
            .statement(LIST)
            .bind(1, prefix)
            .bind(2, after)
            .bind(3, clock.millis())
            .bind(4, (long) limit + 1);
    List<Name> names = new ArrayList<>();
    try {
      while (list.step()) {
        names.add(
            new Name(
                list.text(0),
                list.isNull(1)
                    ? Optional.empty()
                    : Optional.of(Instant.ofEpochMilli(list.integer(1))),
                optional(list, 2)));
      }
    } finally {
      list.reset();
    }
    if (names.size() <= limit) {
      return new Page(names, Optional.empty());
    }
    List<Name> kept = names.subList(0, limit);
    return new Page(kept, Optional.of(encoded(kept.getLast().name())));
  }

  private CompletableFuture<Void> dropExpired() {
    long now = clock.millis();
    return database
        .read(access -> !blobsOf(access, now).isEmpty())
        .thenCompose(some ->
            some
                ? database.write(access -> {
                  List<String> dropped = blobsOf(access, now);
                  access.statement(DELETE_EXPIRED).bind(1, now).run();
                  return dropped;
                })
                : CompletableFuture.completedFuture(List.<String>of()))
        .thenAccept(dropped -> dropped.forEach(blobs::drop));
  }

  private static List<String> blobsOf(Access access, long now) {
    Statement expired = access.statement(EXPIRED).bind(1, now);
    List<String> found = new ArrayList<>();
    try {
      while (expired.step()) {
        found.add(expired.text(0));
      }
    } finally {
      expired.reset();
    }
    return found;
  }

  private static Optional<String> optional(Statement row, int column) {
    @Nullable String text = row.isNull(column) ? null : row.text(column);
    return Optional.ofNullable(text);
  }

  private static String encoded(String name) {
    return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String cursor) {
    try {
      return new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return cursor;
    }
  }
}
