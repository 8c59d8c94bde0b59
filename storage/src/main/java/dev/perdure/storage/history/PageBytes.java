package dev.perdure.storage.history;

import java.util.zip.CRC32C;

/** The bytes of a page within others. */
record PageBytes(byte[] array, int start, int length) {
  static PageBytes of(byte[] page) {
    return new PageBytes(page, 0, page.length);
  }

  int checksum() {
    CRC32C crc = new CRC32C();
    crc.update(array, start, length);
    return (int) crc.getValue();
  }
}
