package dev.perdure.workers.wire;

import java.util.Arrays;

/** The containers that a reader is in, innermost last. Confined to one thread. */
final class Nesting {
  /** What surrounds the value that is read next. */
  enum Kind {
    /** Nothing: one value is expected. */
    ROOT,
    /** Keys and values of an object. */
    OBJECT,
    /** Elements of a dense array. */
    ELEMENTS,
    /** Keys and values of a dense array after its elements. */
    DENSE,
    /** Keys and values of an array with holes. */
    SPARSE,
    /** Keys and values of a Map. */
    MAP,
    /** Members of a Set. */
    SET,
    /** The cause of an error. */
    CAUSE,
    /** Values of an object of the platform. */
    HOST
  }

  private Kind[] kinds = new Kind[8];
  private long[] lengths = new long[8];
  private int[] counts = new int[8];
  private int depth = -1;

  void push(Kind kind, long length) {
    depth++;
    if (depth == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * depth);
      lengths = Arrays.copyOf(lengths, 2 * depth);
      counts = Arrays.copyOf(counts, 2 * depth);
    }
    kinds[depth] = kind;
    lengths[depth] = length;
    counts[depth] = 0;
  }

  void pop() {
    depth--;
  }

  boolean isEmpty() {
    return depth < 0;
  }

  Kind kind() {
    return kinds[depth];
  }

  /** The number that the container announced when it began. */
  long length() {
    return lengths[depth];
  }

  /** How many values were read in the innermost container. */
  int count() {
    return counts[depth];
  }

  void counted() {
    counts[depth]++;
  }

  void uncounted() {
    counts[depth]--;
  }

  /** Turns the elements of an array into its properties. */
  void elementsEnd() {
    kinds[depth] = Kind.DENSE;
    counts[depth] = 0;
  }
}
