package dev.perdure.workers;

import java.util.List;
import java.util.Objects;

/**
 * An object of a bucket that comes in parts. Each but the last has the same size, at least 5 MiB.
 * What is neither completed nor aborted stays. Calls wait; other events may run meanwhile.
 *
 * @see <a
 *     href="https://developers.cloudflare.com/r2/api/workers/workers-multipart-usage/">Multipart
 *     uploads</a>
 */
public interface R2Upload {
  /** The name of the object. */
  String key();

  /** What {@link R2Bucket#resumeUpload} finds the upload by. */
  String id();

  /**
   * Stores a part, in the place of the one with the same number.
   *
   * @param number from 1 to 10000
   */
  Part uploadPart(int number, byte[] value);

  /** Makes an object of parts, in the order of their numbers. */
  R2Object complete(List<Part> parts);

  /** Drops what was stored. */
  void abort();

  /**
   * A part that was stored.
   *
   * @param etag its tag
   */
  record Part(int number, String etag) {
    /** Refuses what is missing. */
    public Part {
      Objects.requireNonNull(etag);
    }
  }
}
