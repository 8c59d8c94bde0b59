package dev.perdure.storage.history;

import dev.perdure.storage.history.LogRecord.Group;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Appends frames to a history, as many to a record as fit. */
final class GroupWriter {
  private static final int BYTES = 64 * 1024;

  private final HistoryLog log;
  private final long salts;
  private final long millis;
  private final int most;
  private final ByteBuffer out;
  private Position position;
  private int pages;
  private int first;
  private int pagesBefore;
  private boolean commits;

  /**
   * A writer that goes on after {@code position}.
   *
   * @param pages the pages of the database there
   */
  GroupWriter(HistoryLog log, Position position, long salts, int pages, long millis) {
    this.log = log;
    this.position = position;
    this.salts = salts;
    this.pages = pages;
    this.millis = Math.max(millis, log.tail().millis());
    this.most = Entry.BYTES + PageDelta.mostBytes(log.pageSize()) + 1;
    this.out = ByteBuffer.allocate(Math.max(BYTES, 4 * most));
    start();
  }

  private void start() {
    out.clear().position(LogFile.FRAMING + Group.BYTES);
    first = position.frame() + 1;
    pagesBefore = pages;
    commits = false;
  }

  /** Adds the next frame. */
  void add(Entry entry, PageBytes before, PageBytes after) throws IOException {
    if (out.remaining() < most) {
      flush();
    }
    entry.write(out);
    PageDelta.write(before, after, out);
    position = position.at(position.frame() + 1);
    commits = entry.committedPages() != 0;
    pages = commits ? entry.committedPages() : pages;
  }

  /** Appends what was added. */
  void flush() throws IOException {
    if (position.frame() < first) {
      return;
    }
    Group group = new Group(position, first, salts, pagesBefore, millis, commits);
    int end = out.position();
    group.write(out.position(LogFile.FRAMING));
    log.append(group, out.position(end), pages);
    start();
  }

  /** Where the last frame added is. */
  Position position() {
    return position;
  }

  /** The pages of the database there. */
  int pages() {
    return pages;
  }
}
