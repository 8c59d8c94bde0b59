package dev.perdure.storage.history;

/**
 * A place in the history of one object; places sort like the time. All numbers are unsigned.
 *
 * @param epoch how many times the object was restored before
 * @param segment which filling of the write-ahead log within the epoch
 * @param frame up to which frame of that filling; 0 before the first
 */
record Position(int epoch, int segment, int frame) implements Comparable<Position> {
  static final Position START = new Position(0, 0, 0);
  private static final int LAST = -1;

  /** Where an epoch ends, whenever that will be. */
  static Position endOf(int epoch) {
    return new Position(epoch, LAST, LAST);
  }

  Position nextSegment() {
    return new Position(epoch, segment + 1, 0);
  }

  Position at(int number) {
    return new Position(epoch, segment, number);
  }

  @Override
  public int compareTo(Position other) {
    int byEpoch = Integer.compareUnsigned(epoch, other.epoch);
    int bySegment = Integer.compareUnsigned(segment, other.segment);
    return byEpoch != 0
        ? byEpoch
        : bySegment != 0 ? bySegment : Integer.compareUnsigned(frame, other.frame);
  }
}
