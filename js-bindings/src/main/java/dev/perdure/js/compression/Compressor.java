package dev.perdure.js.compression;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Compresses; for gzip it writes the frame around the deflated data itself. */
final class Compressor implements Codec {
  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
  private static final byte[] NONE = {};

  private final boolean gzip;
  private final Deflater deflater;
  private final CRC32 checksum = new CRC32();
  private final byte[] buffer = new byte[16384];
  private boolean begun;

  Compressor(String format) {
    this.gzip = format.equals("gzip");
    this.deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, !format.equals("deflate"));
  }

  @Override
  public byte[] code(byte[] input, boolean last) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    if (gzip && !begun) {
      output.writeBytes(GZIP_HEADER);
      begun = true;
    }
    if (gzip) {
      checksum.update(input);
    }
    deflater.setInput(input);
    if (last) {
      deflater.finish();
    }
    for (int count = deflater.deflate(buffer); count > 0; count = deflater.deflate(buffer)) {
      output.write(buffer, 0, count);
    }
    deflater.setInput(NONE);
    if (last) {
      if (gzip) {
        writeInt(output, (int) checksum.getValue());
        writeInt(output, (int) deflater.getBytesRead());
      }
      close();
    }
    return output.toByteArray();
  }

  private static void writeInt(ByteArrayOutputStream output, int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      output.write(value >>> shift);
    }
  }

  @Override
  public void close() {
    deflater.end();
  }
}
