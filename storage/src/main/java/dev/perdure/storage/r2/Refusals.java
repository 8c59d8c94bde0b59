package dev.perdure.storage.r2;

import dev.perdure.workers.binding.ObjectBucket;
import dev.perdure.workers.message.GuestException;
import java.nio.charset.StandardCharsets;

/** What buckets refuse, worded as by miniflare behind workerd. */
final class Refusals {
  private Refusals() {}

  static void checkKey(String action, String key) {
    if (key.getBytes(StandardCharsets.UTF_8).length > ObjectBucket.MOST_KEY_BYTES) {
      throw of(action, "The specified object name is not valid.", 10020);
    }
  }

  static void checkMetadata(String action, ObjectBucket.Description description) {
    if (description.customBytes() > ObjectBucket.MOST_METADATA_BYTES) {
      throw of(action, "Your metadata headers exceed the maximum allowed metadata size.", 10012);
    }
  }

  static GuestException badDigest(String algorithm, String provided, String actual) {
    return of(
        "put",
        "The "
            + algorithm
            + " checksum you specified did not match what we received.\nYou provided a "
            + algorithm
            + " checksum with value: "
            + provided
            + "\nActual "
            + algorithm
            + " was: "
            + actual,
        10037);
  }

  static GuestException range() {
    return of("get", "The requested range is not satisfiable", 10039);
  }

  static GuestException limit() {
    return of("list", "MaxKeys params must be positive integer <= 1000.", 10022);
  }

  static GuestException noUpload(String action) {
    return of(action, "The specified multipart upload does not exist.", 10024);
  }

  static GuestException internal(String action) {
    return of(action, "We encountered an internal error. Please try again.", 10001);
  }

  static GuestException noPart() {
    return of(
        "completeMultipartUpload", "One or more of the specified parts could not be found.", 10025);
  }

  static GuestException smallPart() {
    return of(
        "completeMultipartUpload",
        "Your proposed upload is smaller than the minimum allowed object size.",
        10011);
  }

  static GuestException badUpload() {
    return of("completeMultipartUpload", "There was a problem with the multipart upload.", 10048);
  }

  private static GuestException of(String action, String message, int code) {
    return GuestException.error(action + ": " + message + " (" + code + ")");
  }
}
