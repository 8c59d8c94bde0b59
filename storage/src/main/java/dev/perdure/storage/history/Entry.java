package dev.perdure.storage.history;

import java.nio.ByteBuffer;

/**
 * How one frame changed one page. A {@link PageDelta} follows it.
 *
 * @param page the number of the page, from 1
 * @param committedPages the pages of the database after it where it ends a commit, else 0
 * @param before the checksum of the page before
 * @param after the checksum of the page after
 */
record Entry(int page, int committedPages, int before, int after) {
  static final int BYTES = 4 * Integer.BYTES;

  static Entry of(int page, int committedPages, PageBytes before, PageBytes after) {
    return new Entry(page, committedPages, before.checksum(), after.checksum());
  }

  static Entry read(ByteBuffer in) {
    return new Entry(in.getInt(), in.getInt(), in.getInt(), in.getInt());
  }

  void write(ByteBuffer out) {
    out.putInt(page).putInt(committedPages).putInt(before).putInt(after);
  }
}
