package dev.perdure.storage.r2;

import dev.perdure.storage.BindingDatabase;
import dev.perdure.storage.BindingDatabase.Access;
import dev.perdure.storage.BlobFolder;
import dev.perdure.storage.StateFolder;
import dev.perdure.storage.sqlite.Statement;
import dev.perdure.workers.binding.ObjectBucket;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.GuestException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A bucket in the layout of miniflare: what is known of objects in a SQLite database, their bytes
 * in files. Multipart uploads are in {@link Uploads}. Thread-safe.
 */
public final class BucketFile implements ObjectBucket {
  private static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS _mf_objects (
          key TEXT PRIMARY KEY,
          blob_id TEXT,
          version TEXT NOT NULL,
          size INTEGER NOT NULL,
          etag TEXT NOT NULL,
          uploaded INTEGER NOT NULL,
          checksums TEXT NOT NULL,
          http_metadata TEXT NOT NULL,
          custom_metadata TEXT NOT NULL
      );
      CREATE TABLE IF NOT EXISTS _mf_multipart_uploads (
          upload_id TEXT PRIMARY KEY,
          key TEXT NOT NULL,
          http_metadata TEXT NOT NULL,
          custom_metadata TEXT NOT NULL,
          state TINYINT DEFAULT 0 NOT NULL
      );
      CREATE TABLE IF NOT EXISTS _mf_multipart_parts (
          upload_id TEXT NOT NULL REFERENCES _mf_multipart_uploads(upload_id),
          part_number INTEGER NOT NULL,
          blob_id TEXT NOT NULL,
          size INTEGER NOT NULL,
          etag TEXT NOT NULL,
          checksum_md5 TEXT NOT NULL,
          object_key TEXT REFERENCES _mf_objects(key) DEFERRABLE INITIALLY DEFERRED,
          PRIMARY KEY (upload_id, part_number)
      );
      """;
  private static final String COLUMNS =
      "key, version, size, etag, uploaded, checksums, http_metadata, custom_metadata";
  private static final String FIND =
      "SELECT " + COLUMNS + ", blob_id FROM _mf_objects WHERE key = ?1";
  private static final String PARTS =
      "SELECT blob_id, size FROM _mf_multipart_parts WHERE object_key = ?1 ORDER BY part_number";
  private static final String PUT =
      "INSERT OR REPLACE INTO _mf_objects ("
          + COLUMNS
          + ", blob_id)"
          + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
  private static final String DELETE = "DELETE FROM _mf_objects WHERE key = ?1";
  private static final String DELETE_PARTS =
      "DELETE FROM _mf_multipart_parts WHERE object_key = ?1";
  private static final String LIST =
      "SELECT max(key) AS last_key, version, size, etag, uploaded, checksums, http_metadata,"
          + " custom_metadata, CASE WHEN length(?3) > 0 AND instr(substr(key, length(?1) + 1), ?3)"
          + " THEN substr(key, 1, length(?1) + instr(substr(key, length(?1) + 1), ?3)"
          + " + length(?3) - 1) END AS common, iif(length(?3) > 0 AND instr(substr(key, length(?1)"
          + " + 1), ?3), 'dlp:' || substr(key, 1, length(?1) + instr(substr(key, length(?1) + 1),"
          + " ?3) + length(?3) - 1), 'key:' || key) AS part FROM _mf_objects"
          + " WHERE substr(key, 1, length(?1)) = ?1 AND (?2 IS NULL OR key > ?2)"
          + " GROUP BY part ORDER BY last_key LIMIT ?4";
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256", "sha384", "SHA-384", "sha512",
          "SHA-512");
  private static final int MOST_WITH_METADATA = 100;

  /** An object as it lies on disk. */
  private record Stored(Head head, Optional<String> blob) {}

  private final BindingDatabase database;
  private final BlobFolder blobs;
  private final InstantSource clock;
  private final Uploads uploads;

  /** The bucket whose state is called {@code name}. */
  public BucketFile(StateFolder state, String name, InstantSource clock) {
    var folder = state.bindings("r2", "miniflare-R2BucketObject");
    this.database = folder.database(name, SCHEMA);
    this.blobs = folder.blobs(name);
    this.clock = clock;
    this.uploads = new Uploads(this, database, blobs);
  }

  @Override
  public CompletableFuture<Optional<Head>> head(String key) {
    return checked(() -> {
      Refusals.checkKey("head", key);
      return database.read(access -> find(access, key).map(Stored::head));
    });
  }

  @Override
  public CompletableFuture<Optional<Content>> get(String key, Condition condition, Range range) {
    return checked(() -> {
      Refusals.checkKey("get", key);
      return database.read(
          access -> find(access, key).map(stored -> content(access, stored, condition, range)));
    });
  }

  private Content content(Access access, Stored stored, Condition condition, Range range) {
    Head head = stored.head();
    if (!Conditions.hold(condition, head.etag(), head.uploaded())) {
      return new Content(head, 0, head.size(), Optional.empty());
    }
    long size = head.size();
    long offset = range.offset().orElse(0);
    long length = range.length().orElse(size - offset);
    if (range.suffix().isPresent()) {
      length = Math.min(size, range.suffix().getAsLong());
      offset = size - length;
    }
    boolean asked = !range.equals(Range.ALL);
    if (asked && (offset > size || length <= 0)) {
      throw Refusals.range();
    }
    length = Math.min(length, size - offset);
    ByteSource body = new PieceSource(pieces(access, stored, offset, length));
    return new Content(head, offset, length, Optional.of(body));
  }

  private List<PieceSource.Piece> pieces(Access access, Stored stored, long offset, long length) {
    if (stored.blob().isPresent()) {
      return List.of(new PieceSource.Piece(blobs.open(stored.blob().get()), offset, length));
    }
    List<PieceSource.Piece> pieces = new ArrayList<>();
    Statement parts = access.statement(PARTS).bind(1, stored.head().key());
    try {
      long start = 0;
      while (parts.step()) {
        long size = parts.integer(1);
        long from = Math.max(start, offset);
        long to = Math.min(start + size, offset + length);
        if (from < to) {
          FileChannel file = blobs.open(parts.text(0));
          pieces.add(new PieceSource.Piece(file, from - start, to - from));
        }
        start += size;
      }
      return pieces;
    } finally {
      parts.reset();
    }
  }

  @Override
  public CompletableFuture<Optional<Head>> put(
      String key,
      byte[] value,
      Description description,
      Condition condition,
      Map<String, String> checksums) {
    return checked(() -> {
      Refusals.checkKey("put", key);
      Refusals.checkMetadata("put", description);
      String kept = verified(value, checksums);
      Head head =
          new Head(
              key,
              Uploads.version(),
              value.length,
              digest("MD5", value),
              clock.instant(),
              kept,
              description);
      return blobs
          .put(value)
          .thenCompose(blob ->
              database
                  .write(access -> replace(access, head, blob, condition))
                  .thenApply(dropped -> {
                    dropped.forEach(blobs::drop);
                    return dropped.contains(blob) ? Optional.empty() : Optional.of(head);
                  }));
    });
  }

  /** Puts an object in the place of another; gives the files that are not needed any more. */
  private List<String> replace(Access access, Head head, String blob, Condition condition) {
    Optional<Stored> before = find(access, head.key());
    boolean holds =
        condition.isNone()
            || Conditions.hold(
                condition,
                before.map(stored -> stored.head().etag()).orElse(null),
                before.map(stored -> stored.head().uploaded()).orElse(Instant.EPOCH));
    if (!holds) {
      return List.of(blob);
    }
    List<String> dropped = drop(access, head.key());
    write(access, head, Optional.of(blob));
    return dropped;
  }

  /** Writes the row of an object. */
  void write(Access access, Head head, Optional<String> blob) {
    access
        .statement(PUT)
        .bind(1, head.key())
        .bind(2, head.version())
        .bind(3, head.size())
        .bind(4, head.etag())
        .bind(5, head.uploaded().toEpochMilli())
        .bind(6, head.checksums())
        .bind(7, head.description().http())
        .bind(8, head.description().custom())
        .bind(9, blob.orElse(null))
        .run();
  }

  @Override
  public CompletableFuture<Void> delete(List<String> keys) {
    return checked(() -> {
      keys.forEach(key -> Refusals.checkKey("delete", key));
      return database
          .write(access -> {
            List<String> dropped = new ArrayList<>();
            keys.forEach(key -> dropped.addAll(drop(access, key)));
            return dropped;
          })
          .thenAccept(dropped -> dropped.forEach(blobs::drop));
    });
  }

  /** Deletes an object; gives the files that held it. */
  List<String> drop(Access access, String key) {
    Optional<Stored> stored = find(access, key);
    if (stored.isEmpty()) {
      return List.of();
    }
    List<String> dropped = new ArrayList<>(stored.get().blob().stream().toList());
    if (dropped.isEmpty()) {
      Statement parts = access.statement(PARTS).bind(1, key);
      while (parts.step()) {
        dropped.add(parts.text(0));
      }
      parts.reset();
      access.statement(DELETE_PARTS).bind(1, key).run();
    }
    access.statement(DELETE).bind(1, key).run();
    return dropped;
  }

  @Override
  public CompletableFuture<Page> list(Listing listing) {
    return checked(() -> {
      if (listing.limit() < 1 || listing.limit() > MOST_LISTED) {
        throw Refusals.limit();
      }
      return database.read(access -> page(access, listing));
    });
  }

  private static Page page(Access access, Listing listing) {
    boolean metadata = listing.withHttp() || listing.withCustom();
    int limit = metadata ? Math.min(listing.limit(), MOST_WITH_METADATA) : listing.limit();
    String after = listing.startAfter().orElse(null);
    if (listing.cursor().isPresent()) {
      String last = decoded(listing.cursor().get());
      after = after == null || last.compareTo(after) > 0 ? last : after;
    }
    Statement list =
        access
            .statement(LIST)
            .bind(1, listing.prefix())
            .bind(2, after)
            .bind(3, listing.delimiter().orElse(""))
            .bind(4, (long) limit + 1);
    List<Head> objects = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    String last = "";
    boolean more = false;
    try {
      for (int count = 0; list.step(); count++) {
        more = count == limit;
        if (!more) {
          last = list.text(0);
          if (list.isNull(8)) {
            objects.add(head(list, listing.withHttp(), listing.withCustom()));
          } else {
            prefixes.add(list.text(8));
          }
        }
      }
    } finally {
      list.reset();
    }
    return new Page(objects, more ? Optional.of(encoded(last)) : Optional.empty(), prefixes);
  }

  @Override
  public CompletableFuture<String> beginUpload(String key, Description description) {
    return checked(() -> uploads.begin(key, description));
  }

  @Override
  public CompletableFuture<String> uploadPart(String key, String upload, int number, byte[] value) {
    return checked(() -> uploads.part(key, upload, number, value));
  }

  @Override
  public CompletableFuture<Head> completeUpload(String key, String upload, List<Part> parts) {
    return checked(() -> uploads.complete(key, upload, parts, clock.instant()));
  }

  @Override
  public CompletableFuture<Void> abortUpload(String key, String upload) {
    return checked(() -> uploads.abort(key, upload));
  }

  private static Optional<Stored> find(Access access, String key) {
    Statement find = access.statement(FIND).bind(1, key);
    try {
      return find.step()
          ? Optional.of(
              new Stored(
                  head(find, true, true),
                  find.isNull(8) ? Optional.empty() : Optional.of(find.text(8))))
          : Optional.empty();
    } finally {
      find.reset();
    }
  }

  private static Head head(Statement row, boolean withHttp, boolean withCustom) {
    return new Head(
        row.text(0),
        row.text(1),
        row.integer(2),
        row.text(3),
        Instant.ofEpochMilli(row.integer(4)),
        row.text(5),
        new Description(withHttp ? row.text(6) : "{}", withCustom ? row.text(7) : "{}", 0));
  }

  /** The checksums to keep, as JSON, once they were found to be right. */
  private static String verified(byte[] value, Map<String, String> checksums) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (Map.Entry<String, String> given : checksums.entrySet()) {
      String algorithm = ALGORITHMS.get(given.getKey());
      if (algorithm == null) {
        throw new IllegalArgumentException("'" + given.getKey() + "' is no checksum.");
      }
      String actual = digest(algorithm, value);
      if (!actual.equalsIgnoreCase(given.getValue())) {
        throw Refusals.badDigest(algorithm, given.getValue(), actual);
      }
      kept.put(given.getKey(), actual);
    }
    StringBuilder json = new StringBuilder("{");
    kept.forEach((name, hex) ->
        json.append(json.length() == 1 ? "" : ",")
            .append('"')
            .append(name)
            .append("\":\"")
            .append(hex)
            .append('"'));
    return json.append('}').toString();
  }

  static String digest(String algorithm, byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String key) {
    return Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String cursor) {
    try {
      return new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return cursor;
    }
  }

  private static <T> CompletableFuture<T> checked(Supplier<CompletableFuture<T>> action) {
    try {
      return action.get();
    } catch (GuestException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
