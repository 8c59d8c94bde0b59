package dev.perdure.storage.r2;

import dev.perdure.storage.BindingDatabase;
import dev.perdure.storage.BindingDatabase.Access;
import dev.perdure.storage.BlobFolder;
import dev.perdure.storage.sqlite.Statement;
import dev.perdure.workers.binding.ObjectBucket;
import dev.perdure.workers.binding.ObjectBucket.Description;
import dev.perdure.workers.binding.ObjectBucket.Head;
import dev.perdure.workers.binding.ObjectBucket.Part;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Objects that come in parts. Thread-safe. */
final class Uploads {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long IN_PROGRESS = 0;
  private static final long COMPLETED = 1;
  private static final long ABORTED = 2;
  private static final String BEGIN =
      "INSERT INTO _mf_multipart_uploads (upload_id, key, http_metadata, custom_metadata)"
          + " VALUES (?1, ?2, ?3, ?4)";
  private static final String FIND =
      "SELECT state, http_metadata, custom_metadata FROM _mf_multipart_uploads"
          + " WHERE upload_id = ?1 AND key = ?2";
  private static final String END =
      "UPDATE _mf_multipart_uploads SET state = ?2 WHERE upload_id = ?1";
  private static final String PUT =
      "INSERT OR REPLACE INTO _mf_multipart_parts (upload_id, part_number, blob_id, size, etag,"
          + " checksum_md5) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
  private static final String LINK =
      "UPDATE _mf_multipart_parts SET object_key = ?3 WHERE upload_id = ?1 AND part_number = ?2";
  private static final String PARTS =
      "SELECT part_number, blob_id, size, etag, checksum_md5 FROM _mf_multipart_parts"
          + " WHERE upload_id = ?1 AND object_key IS NULL";
  private static final String DELETE =
      "DELETE FROM _mf_multipart_parts WHERE upload_id = ?1 AND object_key IS NULL";

  private record Upload(long state, Description description) {}

  private record Kept(int number, String blob, long size, String etag, String md5) {}

  private final BucketFile bucket;
  private final BindingDatabase database;
  private final BlobFolder blobs;

  Uploads(BucketFile bucket, BindingDatabase database, BlobFolder blobs) {
    this.bucket = bucket;
    this.database = database;
    this.blobs = blobs;
  }

  CompletableFuture<String> begin(String key, Description description) {
    Refusals.checkKey("createMultipartUpload", key);
    Refusals.checkMetadata("createMultipartUpload", description);
    String id = random(128);
    return database.write(access -> {
      access
          .statement(BEGIN)
          .bind(1, id)
          .bind(2, key)
          .bind(3, description.http())
          .bind(4, description.custom())
          .run();
      return id;
    });
  }

  CompletableFuture<String> part(String key, String upload, int number, byte[] value) {
    Refusals.checkKey("uploadPart", key);
    String etag = random(128);
    String md5 = BucketFile.digest("MD5", value);
    return blobs
        .put(value)
        .thenCompose(blob ->
            database.write(access -> {
              Upload found = find(access, key, upload);
              if (found == null || found.state() != IN_PROGRESS) {
                blobs.drop(blob);
                throw Refusals.noUpload("uploadPart");
              }
              kept(access, upload).stream()
                  .filter(part -> part.number() == number)
                  .forEach(part -> blobs.drop(part.blob()));
              access
                  .statement(PUT)
                  .bind(1, upload)
                  .bind(2, (long) number)
                  .bind(3, blob)
                  .bind(4, (long) value.length)
                  .bind(5, etag)
                  .bind(6, md5)
                  .run();
              return etag;
            }));
  }

  CompletableFuture<Head> complete(String key, String upload, List<Part> parts, Instant now) {
    Refusals.checkKey("completeMultipartUpload", key);
    List<String> dropped = new ArrayList<>();
    return database
        .write(access -> {
          Upload found = find(access, key, upload);
          if (found == null) {
            throw Refusals.internal("completeMultipartUpload");
          }
          if (found.state() != IN_PROGRESS) {
            throw Refusals.noUpload("completeMultipartUpload");
          }
          List<Kept> chosen = chosen(kept(access, upload), parts);
          dropped.addAll(bucket.drop(access, key));
          Head head =
              new Head(
                  key,
                  version(),
                  chosen.stream().mapToLong(Kept::size).sum(),
                  etag(chosen),
                  now,
                  "{}",
                  found.description());
          bucket.write(access, head, Optional.empty());
          for (Kept part : chosen) {
            access.statement(LINK).bind(1, upload).bind(2, (long) part.number()).bind(3, key).run();
          }
          dropped.addAll(dropRest(access, upload));
          access.statement(END).bind(1, upload).bind(2, COMPLETED).run();
          return head;
        })
        .thenApply(head -> {
          dropped.forEach(blobs::drop);
          return head;
        });
  }

  private static List<Kept> chosen(List<Kept> kept, List<Part> parts) {
    Set<Integer> numbers = new HashSet<>();
    List<Kept> chosen = new ArrayList<>();
    for (Part part : parts) {
      if (!numbers.add(part.number())) {
        throw Refusals.internal("completeMultipartUpload");
      }
    }
    for (Part part : parts) {
      chosen.add(
          kept.stream()
              .filter(each -> each.number() == part.number() && each.etag().equals(part.etag()))
              .findFirst()
              .orElseThrow(Refusals::noPart));
    }
    for (int i = 0; i < chosen.size() - 1; i++) {
      if (chosen.get(i).size() < ObjectBucket.LEAST_PART_BYTES) {
        throw Refusals.smallPart();
      }
    }
    chosen.sort(Comparator.comparingInt(Kept::number));
    for (int i = 0; i < chosen.size() - 1; i++) {
      long size = chosen.get(i).size();
      if (size < ObjectBucket.LEAST_PART_BYTES || size != chosen.getFirst().size()) {
        throw Refusals.badUpload();
      }
    }
    if (chosen.size() > 1 && chosen.getLast().size() > chosen.getFirst().size()) {
      throw Refusals.badUpload();
    }
    return chosen;
  }

  CompletableFuture<Void> abort(String key, String upload) {
    Refusals.checkKey("abortMultipartUpload", key);
    return database
        .write(access -> {
          Upload found = find(access, key, upload);
          if (found == null) {
            throw Refusals.internal("abortMultipartUpload");
          }
          if (found.state() != IN_PROGRESS) {
            return List.<String>of();
          }
          List<String> dropped = dropRest(access, upload);
          access.statement(END).bind(1, upload).bind(2, ABORTED).run();
          return dropped;
        })
        .thenAccept(dropped -> dropped.forEach(blobs::drop));
  }

  private static List<String> dropRest(Access access, String upload) {
    List<String> dropped = kept(access, upload).stream().map(Kept::blob).toList();
    access.statement(DELETE).bind(1, upload).run();
    return dropped;
  }

  private static @Nullable Upload find(Access access, String key, String upload) {
    Statement find = access.statement(FIND).bind(1, upload).bind(2, key);
    try {
      return find.step()
          ? new Upload(find.integer(0), new Description(find.text(1), find.text(2), 0))
          : null;
    } finally {
      find.reset();
    }
  }

  private static List<Kept> kept(Access access, String upload) {
    Statement parts = access.statement(PARTS).bind(1, upload);
    List<Kept> kept = new ArrayList<>();
    try {
      while (parts.step()) {
        kept.add(
            new Kept(
                (int) parts.integer(0),
                parts.text(1),
                parts.integer(2),
                parts.text(3),
                parts.text(4)));
      }
      return kept;
    } finally {
      parts.reset();
    }
  }

  /** As S3 has it: the hash of the hashes of the parts, and their number. */
  private static String etag(List<Kept> parts) {
    ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    parts.forEach(part -> hashes.writeBytes(HexFormat.of().parseHex(part.md5())));
    return BucketFile.digest("MD5", hashes.toByteArray()) + "-" + parts.size();
  }

  /** A name that no other version of an object has. */
  static String version() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
