package dev.perdure.js.compression;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Decompresses; the frame of gzip is read here, the data in it by zlib. */
final class Decompressor implements Codec {
  private static final int TRAILER = 8;

  private final boolean strict;
  private final Inflater inflater;
  private final CRC32 checksum = new CRC32();
  private final byte[] buffer = new byte[16384];
  // Null where the format has no frame, or once the header has been read.
  private @Nullable GzipHeader header;
  private final boolean gzip;
  private final byte[] trailer = new byte[TRAILER];
  private int trailerSize;
  private boolean done;

  /**
   * A codec for one of the three formats.
   *
   * @param strict whether trailing and missing data are refused
   */
  Decompressor(String format, boolean strict) {
    this.gzip = format.equals("gzip");
    this.header = gzip ? new GzipHeader() : null;
    this.inflater = new Inflater(!format.equals("deflate"));
    this.strict = strict;
  }

  @Override
  public byte[] code(byte[] input, boolean last) throws BadInputException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int offset = 0;
    if (header != null && !done) {
      offset = header.read(input);
      if (header.complete()) {
        header = null;
      }
    }
    if (header == null && !inflater.finished() && offset < input.length) {
      offset = inflate(input, offset, output);
    }
    if (!done && inflater.finished()) {
      offset = finish(input, offset);
    }
    if (strict && done && offset < input.length) {
      throw BadInputException.trailing();
    }
    if (last) {
      if (strict && !done) {
        throw BadInputException.incomplete();
      }
      close();
    }
    return output.toByteArray();
  }

  private int inflate(byte[] input, int offset, ByteArrayOutputStream output)
      throws BadInputException {
    inflater.setInput(input, offset, input.length - offset);
    try {
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0) {
          if (inflater.needsDictionary()) {
            throw BadInputException.damaged();
          }
          if (inflater.needsInput()) {
            break;
          }
        }
        output.write(buffer, 0, count);
        if (gzip) {
          checksum.update(buffer, 0, count);
        }
      }
    } catch (DataFormatException e) {
      throw BadInputException.damaged();
    }
    return input.length - inflater.getRemaining();
  }

  /** Reads what follows the data; gives the offset after it. */
  private int finish(byte[] input, int offset) throws BadInputException {
    if (!gzip) {
      done = true;
      return offset;
    }
    int count = Math.min(TRAILER - trailerSize, input.length - offset);
    System.arraycopy(input, offset, trailer, trailerSize, count);
    trailerSize += count;
    if (trailerSize == TRAILER) {
      if (readInt(0) != (int) checksum.getValue()
          || readInt(4) != (int) inflater.getBytesWritten()) {
        throw BadInputException.damaged();
      }
      done = true;
    }
    return offset + count;
  }

  private int readInt(int at) {
    return (trailer[at] & 0xff)
        | (trailer[at + 1] & 0xff) << 8
        | (trailer[at + 2] & 0xff) << 16
        | (trailer[at + 3] & 0xff) << 24;
  }

  @Override
  public void close() {
    done = true;
    inflater.end();
  }
}
