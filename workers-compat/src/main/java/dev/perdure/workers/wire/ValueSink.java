package dev.perdure.workers.wire;

import java.math.BigInteger;

/**
 * Takes one value as a series of calls, in the order of V8's format: containers begin, their
 * contents follow, they end with the number of what was in them.
 *
 * <p>Every object (not strings, numbers, bigints, booleans) has a number, counted from 0 in the
 * order in which they begin; {@link #reference} names one that came before. A view follows
 * immediately after its buffer or the reference to it, and has a number of its own.
 */
public interface ValueSink {
  /** {@code undefined}. */
  void undefined();

  /** {@code null}. */
  void nullValue();

  /** {@code true} or {@code false}. */
  void bool(boolean value);

  /** An element that a dense array does not have. */
  void hole();

  /** A number. */
  void number(double value);

  /** A bigint. */
  void bigint(BigInteger value);

  /** A string. */
  void string(String value);

  /** An object that came before. */
  void reference(int id);

  /** Begins an object; keys (strings, or numbers for array indices) and values follow in turn. */
  void beginObject();

  /** Ends an object. */
  void endObject(int properties);

  /** Begins an array: {@code length} elements, then keys and values of further properties. */
  void beginDense(int length);

  /** Ends an array that began with {@link #beginDense}. */
  void endDense(int properties, int length);

  /** Begins an array with holes; keys and values follow in turn. */
  void beginSparse(long length);

  /** Ends an array that began with {@link #beginSparse}. */
  void endSparse(int properties, long length);

  /** Begins a Map; keys and values follow in turn. */
  void beginMap();

  /** Ends a Map of so many entries. */
  void endMap(int entries);

  /** Begins a Set; its members follow. */
  void beginSet();

  /** Ends a Set of so many members. */
  void endSet(int members);

  /** A Date, by its time value, which may be NaN. */
  void date(double time);

  /** A Boolean object. */
  void boolObject(boolean value);

  /** A Number object. */
  void numberObject(double value);

  /** A BigInt object. */
  void bigintObject(BigInteger value);

  /** A String object. */
  void stringObject(String value);

  /** A RegExp; {@code flags} are V8's bits (g i m y u s, none, d, v from the lowest). */
  void regExp(String source, int flags);

  /** An ArrayBuffer; the bytes are only valid during the call. */
  void buffer(byte[] bytes, int offset, int length);

  /** An ArrayBuffer that can grow to {@code most} bytes. */
  void resizableBuffer(byte[] bytes, int offset, int length, long most);

  /** An ArrayBuffer that is handed over beside the value, by its place. */
  void transferredBuffer(int index);

  /** A view of the buffer before it. {@code flags}: 1 tracks the length, 2 buffer is resizable. */
  void view(ViewType type, long byteOffset, long byteLength, int flags);

  /** Begins an error; its fields follow, each at most once, then {@link #endError}. */
  void beginError();

  /** The builtin whose prototype the error has: one of {@code E R F S T U}; none for Error. */
  void errorPrototype(char builtin);

  /** The message of an error. */
  void errorMessage(String message);

  /** The stack trace of an error. */
  void errorStack(String stack);

  /** Says that the value that follows is the cause of the error. */
  void errorCause();

  /** Ends an error. */
  void endError();

  /** Begins an object of the platform; what follows depends on its {@link HostTag}. */
  void host(int tag);

  /** A number of an object of the platform. */
  void hostNumber(long value);

  /** A text of an object of the platform. */
  void hostText(String value);

  /** Bytes of an object of the platform. */
  void hostBytes(byte[] bytes, int offset, int length);
}
