package dev.perdure.storage.history;

import java.util.Arrays;

/**
 * The last frame of each page in a write-ahead log, with the checksum that the page has there. A
 * hash table without objects: it is asked for every frame. Not thread-safe.
 */
final class PageFrames {
  /** What {@link #find} gives for a page without frames. */
  static final int NONE = -1;

  private static final int LEAST = 64;

  // Pages are counted from 1, so that 0 is a free place.
  private int[] pages = new int[LEAST];
  private int[] frames = new int[LEAST];
  private int[] checksums = new int[LEAST];
  private int size;

  /** Where the page is, or {@link #NONE}. */
  int find(int page) {
    int place = place(page);
    return pages[place] == 0 ? NONE : place;
  }

  int frame(int place) {
    return frames[place];
  }

  int checksum(int place) {
    return checksums[place];
  }

  /** Notes the last frame of a page. */
  void put(int page, int frame, int checksum) {
    int place = place(page);
    if (pages[place] == 0) {
      if (2 * ++size > pages.length) {
        grow();
        place = place(page);
      }
      pages[place] = page;
    }
    frames[place] = frame;
    checksums[place] = checksum;
  }

  private int place(int page) {
    int mask = pages.length - 1;
    int place = page & mask;
    while (pages[place] != 0 && pages[place] != page) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    int[] oldPages = pages;
    int[] oldFrames = frames;
    int[] oldChecksums = checksums;
    int length = 2 * oldPages.length;
    pages = new int[length];
    frames = new int[length];
    checksums = new int[length];
    for (int i = 0; i < oldPages.length; i++) {
      if (oldPages[i] != 0) {
        int place = place(oldPages[i]);
        pages[place] = oldPages[i];
        frames[place] = oldFrames[i];
        checksums[place] = oldChecksums[i];
      }
    }
  }

  void clear() {
    Arrays.fill(pages, 0);
    size = 0;
  }
}
