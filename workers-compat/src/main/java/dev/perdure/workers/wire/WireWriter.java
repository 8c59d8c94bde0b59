package dev.perdure.workers.wire;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a value in version 15 of V8's serialization format, with the choices that V8 makes, so
 * that Node and workerd read it. Confined to one thread.
 */
public final class WireWriter implements ValueSink {
  /** The version that is written. */
  public static final int VERSION = 15;

  private static final int SHORT_STRING = 48;

  private byte[] bytes;
  private int size;

  /** A writer whose header is written. */
  public WireWriter() {
    this(96);
  }

  /** A writer that expects about so many bytes. */
  public WireWriter(int expected) {
    this.bytes = new byte[Math.max(expected, 16)];
    bytes[0] = (byte) Tag.VERSION;
    bytes[1] = VERSION;
    this.size = 2;
  }

  /** How many bytes were written so far. */
  public int size() {
    return size;
  }

  /** What was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  @Override
  public void undefined() {
    put(Tag.UNDEFINED);
  }

  @Override
  public void nullValue() {
    put(Tag.NULL);
  }

  @Override
  public void bool(boolean value) {
    put(value ? Tag.TRUE : Tag.FALSE);
  }

  @Override
  public void hole() {
    put(Tag.HOLE);
  }

  @Override
  public void number(double value) {
    int whole = (int) value;
    if (whole == value && (whole != 0 || 1 / value > 0)) {
      put(Tag.INT32);
      varint((((long) whole << 1) ^ (whole >> 31)) & 0xffffffffL);
    } else {
      put(Tag.DOUBLE);
      eightBytes(value);
    }
  }

  @Override
  public void bigint(BigInteger value) {
    put(Tag.BIGINT);
    digits(value);
  }

  @Override
  public void string(String value) {
    int length = value.length();
    reserve(2L * length + 12);
    if (length <= SHORT_STRING ? shortOneByte(value) : longOneByte(value)) {
      return;
    }
    int byteLength = Math.multiplyExact(2, length);
    if ((size + 1 + varintSize(byteLength)) % 2 != 0) {
      put(Tag.PADDING);
    }
    put(Tag.TWO_BYTE_STRING);
    varint(byteLength);
    ByteBuffer.wrap(bytes, size, byteLength)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asCharBuffer()
        .put(value);
    size += byteLength;
  }

  private boolean shortOneByte(String value) {
    int length = value.length();
    int from = size + 2;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c > 0xff) {
        return false;
      }
      bytes[from + i] = (byte) c;
    }
    bytes[size] = Tag.ONE_BYTE_STRING;
    bytes[size + 1] = (byte) length;
    size = from + length;
    return true;
  }

  /** Copies a long string as a whole and looks afterwards whether a character was lost. */
  private boolean longOneByte(String value) {
    byte[] latin = value.getBytes(StandardCharsets.ISO_8859_1);
    if (latin.length != value.length()
        || !value.equals(new String(latin, StandardCharsets.ISO_8859_1))) {
      return false;
    }
    put(Tag.ONE_BYTE_STRING);
    varint(latin.length);
    raw(latin, 0, latin.length);
    return true;
  }

  @Override
  public void reference(int id) {
    put(Tag.REFERENCE);
    varint(id);
  }

  @Override
  public void beginObject() {
    put(Tag.BEGIN_OBJECT);
  }

  @Override
  public void endObject(int properties) {
    put(Tag.END_OBJECT);
    varint(properties);
  }

  @Override
  public void beginDense(int length) {
    put(Tag.BEGIN_DENSE);
    varint(length);
  }

  @Override
  public void endDense(int properties, int length) {
    put(Tag.END_DENSE);
    varint(properties);
    varint(length);
  }

  @Override
  public void beginSparse(long length) {
    put(Tag.BEGIN_SPARSE);
    varint(length);
  }

  @Override
  public void endSparse(int properties, long length) {
    put(Tag.END_SPARSE);
    varint(properties);
    varint(length);
  }

  @Override
  public void beginMap() {
    put(Tag.BEGIN_MAP);
  }

  @Override
  public void endMap(int entries) {
    put(Tag.END_MAP);
    varint(2L * entries);
  }

  @Override
  public void beginSet() {
    put(Tag.BEGIN_SET);
  }

  @Override
  public void endSet(int members) {
    put(Tag.END_SET);
    varint(members);
  }

  @Override
  public void date(double time) {
    put(Tag.DATE);
    eightBytes(time);
  }

  @Override
  public void boolObject(boolean value) {
    put(value ? Tag.TRUE_OBJECT : Tag.FALSE_OBJECT);
  }

  @Override
  public void numberObject(double value) {
    put(Tag.NUMBER_OBJECT);
    eightBytes(value);
  }

  @Override
  public void bigintObject(BigInteger value) {
    put(Tag.BIGINT_OBJECT);
    digits(value);
  }

  @Override
  public void stringObject(String value) {
    put(Tag.STRING_OBJECT);
    string(value);
  }

  @Override
  public void regExp(String source, int flags) {
    put(Tag.REGEXP);
    string(source);
    varint(flags);
  }

  @Override
  public void buffer(byte[] content, int offset, int length) {
    put(Tag.BUFFER);
    varint(length);
    raw(content, offset, length);
  }

  @Override
  public void resizableBuffer(byte[] content, int offset, int length, long most) {
    put(Tag.RESIZABLE_BUFFER);
    varint(length);
    varint(most);
    raw(content, offset, length);
  }

  @Override
  public void transferredBuffer(int index) {
    put(Tag.TRANSFERRED_BUFFER);
    varint(index);
  }

  @Override
  public void view(ViewType type, long byteOffset, long byteLength, int flags) {
    put(Tag.VIEW);
    put(type.tag());
    varint(byteOffset);
    varint(byteLength);
    varint(flags);
  }

  @Override
  public void beginError() {
    put(Tag.ERROR);
  }

  @Override
  public void errorPrototype(char builtin) {
    varint(builtin);
  }

  @Override
  public void errorMessage(String message) {
    varint(Tag.ERROR_MESSAGE);
    string(message);
  }

  @Override
  public void errorStack(String stack) {
    varint(Tag.ERROR_STACK);
    string(stack);
  }

  @Override
  public void errorCause() {
    varint(Tag.ERROR_CAUSE);
  }

  @Override
  public void endError() {
    varint(Tag.ERROR_END);
  }

  @Override
  public void host(int tag) {
    put(Tag.HOST_OBJECT);
    varint(tag);
  }

  @Override
  public void hostNumber(long value) {
    varint(value);
  }

  @Override
  public void hostText(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    hostBytes(utf8, 0, utf8.length);
  }

  @Override
  public void hostBytes(byte[] content, int offset, int length) {
    varint(length);
    raw(content, offset, length);
  }

  private void digits(BigInteger value) {
    byte[] big = value.abs().toByteArray();
    int from = big[0] == 0 ? 1 : 0;
    int length = (big.length - from + 7) / 8 * 8;
    varint(((long) length << 1) | (value.signum() < 0 ? 1 : 0));
    reserve(length);
    for (int i = 0; i < length; i++) {
      int at = big.length - 1 - i;
      bytes[size++] = at >= from ? big[at] : 0;
    }
  }

  private void eightBytes(double value) {
    reserve(8);
    long bits = Double.doubleToLongBits(value);
    for (int i = 0; i < 8; i++) {
      bytes[size++] = (byte) (bits >>> (8 * i));
    }
  }

  private void varint(long value) {
    reserve(10);
    long rest = value;
    while (rest >>> 7 != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private static int varintSize(int value) {
    int length = 1;
    for (int rest = value >>> 7; rest != 0; rest >>>= 7) {
      length++;
    }
    return length;
  }

  private void put(int tag) {
    reserve(1);
    bytes[size++] = (byte) tag;
  }

  private void raw(byte[] content, int offset, int length) {
    reserve(length);
    System.arraycopy(content, offset, bytes, size, length);
    size += length;
  }

  private void reserve(long more) {
    long needed = size + more;
    if (needed > bytes.length) {
      if (needed > Integer.MAX_VALUE - 64) {
        throw new OutOfMemoryError("A value of more than 2 GiB cannot be copied.");
      }
      bytes =
          Arrays.copyOf(
              bytes, (int) Math.min(Integer.MAX_VALUE - 64, Math.max(needed, 2L * bytes.length)));
    }
  }
}
