package dev.perdure.workers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/**
 * What is known of an object in a bucket.
 *
 * @param key its name
 * @param version another one for each upload
 * @param size the number of its bytes
 * @param etag its tag, without quotes
 * @param uploaded when it was stored
 * @param metadata what the writer said of it
 */
public record R2Object(
    String key,
    String version,
    long size,
    String etag,
    Instant uploaded,
    R2Bucket.Metadata metadata) {
  /** Refuses what is missing. */
  public R2Object {
    Objects.requireNonNull(key);
    Objects.requireNonNull(version);
    Objects.requireNonNull(etag);
    Objects.requireNonNull(uploaded);
    Objects.requireNonNull(metadata);
  }

  /** The tag as it stands in headers. */
  public String httpEtag() {
    return '"' + etag + '"';
  }

  /**
   * An object with bytes.
   *
   * @param object what is known of it
   * @param body the bytes, to be read once; reading may wait
   */
  public record WithBody(R2Object object, InputStream body) {
    /** Refuses what is missing. */
    public WithBody {
      Objects.requireNonNull(object);
      Objects.requireNonNull(body);
    }

    /** All bytes. May wait. */
    public byte[] bytes() {
      try (body) {
        return body.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** All bytes as UTF-8 text. May wait. */
    public String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** All bytes, which are JSON, as a record or another type. May wait. */
    public <T> T json(Class<T> type) {
      return Json.parse(text(), type);
    }
  }
}
