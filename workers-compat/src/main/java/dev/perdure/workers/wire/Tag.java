package dev.perdure.workers.wire;

/** The bytes that begin or end a value. The letters are V8's ({@code value-serializer.cc}). */
final class Tag {
  static final int VERSION = 0xff;
  static final int PADDING = 0;
  static final int VERIFY_OBJECT_COUNT = '?';
  static final int HOLE = '-';
  static final int UNDEFINED = '_';
  static final int NULL = '0';
  static final int TRUE = 'T';
  static final int FALSE = 'F';
  static final int INT32 = 'I';
  static final int UINT32 = 'U';
  static final int DOUBLE = 'N';
  static final int BIGINT = 'Z';
  static final int UTF8_STRING = 'S';
  static final int ONE_BYTE_STRING = '"';
  static final int TWO_BYTE_STRING = 'c';
  static final int REFERENCE = '^';
  static final int BEGIN_OBJECT = 'o';
  static final int END_OBJECT = '{';
  static final int BEGIN_SPARSE = 'a';
  static final int END_SPARSE = '@';
  static final int BEGIN_DENSE = 'A';
  static final int END_DENSE = '$';
  static final int DATE = 'D';
  static final int TRUE_OBJECT = 'y';
  static final int FALSE_OBJECT = 'x';
  static final int NUMBER_OBJECT = 'n';
  static final int BIGINT_OBJECT = 'z';
  static final int STRING_OBJECT = 's';
  static final int REGEXP = 'R';
  static final int BEGIN_MAP = ';';
  static final int END_MAP = ':';
  static final int BEGIN_SET = '\'';
  static final int END_SET = ',';
  static final int BUFFER = 'B';
  static final int RESIZABLE_BUFFER = '~';
  static final int TRANSFERRED_BUFFER = 't';
  static final int VIEW = 'V';
  static final int ERROR = 'r';
  static final int HOST_OBJECT = '\\';

  /** Fields of an error. */
  static final int ERROR_MESSAGE = 'm';

  static final int ERROR_STACK = 's';
  static final int ERROR_CAUSE = 'c';
  static final int ERROR_END = '.';

  private Tag() {}
}
