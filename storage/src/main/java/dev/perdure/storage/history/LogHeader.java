package dev.perdure.storage.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a file of the history.
 *
 * @param lineage which history it belongs to, 24 hexadecimal digits
 * @param ordinal which file of that history
 * @param pageSize the bytes of a page
 * @param start where it begins
 * @param pages the pages of the database there
 * @param whole whether the database was new there
 * @param millis when it begins
 */
record LogHeader(
    String lineage,
    int ordinal,
    int pageSize,
    Position start,
    int pages,
    boolean whole,
    long millis) {
  static final int BYTES = 64;
  private static final byte[] MAGIC = "perdure1".getBytes(StandardCharsets.US_ASCII);
  private static final int LINEAGE = 12;
  private static final int CHECKED = BYTES - Integer.BYTES;

  static @Nullable LogHeader parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte[] magic = new byte[MAGIC.length];
    in.get(magic);
    if (!Arrays.equals(magic, MAGIC) || in.getInt(CHECKED) != checksum(bytes)) {
      return null;
    }
    byte[] lineage = new byte[LINEAGE];
    in.get(lineage);
    return new LogHeader(
        HexFormat.of().formatHex(lineage),
        in.getInt(),
        in.getInt(),
        new Position(in.getInt(), in.getInt(), in.getInt()),
        in.getInt(),
        in.get() != 0,
        in.getLong());
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    out.put(MAGIC).put(HexFormat.of().parseHex(lineage)).putInt(ordinal).putInt(pageSize);
    out.putInt(start.epoch()).putInt(start.segment()).putInt(start.frame()).putInt(pages);
    out.put((byte) (whole ? 1 : 0)).putLong(millis);
    out.putInt(CHECKED, checksum(out.array()));
    return out.array();
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECKED);
    return (int) crc.getValue();
  }
}
