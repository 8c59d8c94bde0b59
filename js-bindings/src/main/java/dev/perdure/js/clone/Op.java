package dev.perdure.js.clone;

/**
 * The tags of the list of numbers that {@code clone.js} and Java exchange; their operands stand
 * behind them. Lengths count characters of the common text.
 */
final class Op {
  static final int UNDEFINED = '_';
  static final int NULL = '0';
  static final int TRUE = 'T';
  static final int FALSE = 'F';
  static final int HOLE = '-';

  /** The number. */
  static final int NUMBER = 'N';

  /** The length of its hexadecimal digits. */
  static final int BIGINT = 'Z';

  /** The length. */
  static final int STRING = '"';

  /** The number of the object. */
  static final int REFERENCE = '^';

  static final int OBJECT = 'o';

  /** The number of properties. */
  static final int OBJECT_END = '{';

  /** The length. */
  static final int DENSE = 'A';

  /** The number of properties, the length. */
  static final int DENSE_END = '$';

  /** The length. */
  static final int SPARSE = 'a';

  /** The number of properties, the length. */
  static final int SPARSE_END = '@';

  static final int MAP = ';';

  /** The number of entries. */
  static final int MAP_END = ':';

  static final int SET = '\'';

  /** The number of members. */
  static final int SET_END = ',';

  /** The time. */
  static final int DATE = 'D';

  static final int TRUE_OBJECT = 'y';
  static final int FALSE_OBJECT = 'x';

  /** The number. */
  static final int NUMBER_OBJECT = 'n';

  /** The length of its hexadecimal digits. */
  static final int BIGINT_OBJECT = 'z';

  /** The length. */
  static final int STRING_OBJECT = 's';

  /** The length of the source, the flags. */
  static final int REGEXP = 'R';

  /** The place in the list of buffers, the size. */
  static final int BUFFER = 'B';

  /** The place in the list of buffers, the size, the greatest size. */
  static final int RESIZABLE = '~';

  /** The type, the offset, the length, the flags. */
  static final int VIEW = 'V';

  /** Its fields follow. */
  static final int ERROR = 'r';

  /** The letter of the prototype. */
  static final int ERROR_PROTOTYPE = 1;

  /** The length. */
  static final int ERROR_MESSAGE = 2;

  /** The length. */
  static final int ERROR_STACK = 3;

  /** A value follows. */
  static final int ERROR_CAUSE = 4;

  static final int ERROR_END = 5;

  /**
   * The kind; then for an error the type and values, for a DOMException three lengths, for a Blob a
   * length and the place in the list of buffers, else the place of a capability.
   */
  static final int HOST = '\\';

  private Op() {}
}
