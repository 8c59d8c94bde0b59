package dev.perdure.js.crypto;

import java.util.zip.Checksum;

/** The checksum CRC-64/NVME, which the JDK does not have. */
final class Crc64Nvme implements Checksum {
  private static final long[] TABLE = table();

  private long value;

  Crc64Nvme() {
    reset();
  }

  private static long[] table() {
    long[] table = new long[256];
    for (int i = 0; i < table.length; i++) {
      long entry = i;
      for (int bit = 0; bit < 8; bit++) {
        entry = (entry & 1) == 0 ? entry >>> 1 : (entry >>> 1) ^ 0x9a6c9329ac4bc9b5L;
      }
      table[i] = entry;
    }
    return table;
  }

  @Override
  public void update(int b) {
    value = TABLE[(int) (value ^ b) & 0xff] ^ (value >>> 8);
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      update(bytes[i]);
    }
  }

  @Override
  public long getValue() {
    return ~value;
  }

  @Override
  public void reset() {
    value = -1;
  }
}
