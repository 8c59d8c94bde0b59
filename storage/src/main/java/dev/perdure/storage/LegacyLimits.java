package dev.perdure.storage;

import dev.perdure.workers.message.GuestException;

/**
 * What the keys and values of a class without SQLite may be. The database could hold more, but the
 * platform's service for such classes does not. Values and texts: workerd's actor-storage.c++.
 */
final class LegacyLimits {
  private static final int KEY_BYTES = 2048;
  private static final int VALUE_BYTES = 128 * 1024;

  /** What the format adds to a value of the greatest size. */
  private static final int VALUE_OVERHEAD = 34;

  private static final int KEYS = 128;

  private LegacyLimits() {}

  static void checkKey(String key) {
    if (key.length() > KEY_BYTES / 3) {
      int size = Keys.utf8(key).length;
      if (size > KEY_BYTES) {
        throw GuestException.rangeError(
            "Keys cannot be larger than "
                + KEY_BYTES
                + " bytes. A key of size "
                + size
                + " was provided.");
      }
    }
  }

  static void checkPair(String key, byte[] value) {
    checkKey(key);
    if (value.length > VALUE_BYTES + VALUE_OVERHEAD) {
      throw GuestException.rangeError(
          "Values cannot be larger than "
              + VALUE_BYTES
              + " bytes. A value of size "
              + value.length
              + " was provided.");
    }
  }

  static void checkCount(int keys) {
    if (keys > KEYS) {
      throw GuestException.rangeError(
          "Maximum number of key value pairs is " + KEYS + ". " + keys + " pairs were provided.");
    }
  }
}
