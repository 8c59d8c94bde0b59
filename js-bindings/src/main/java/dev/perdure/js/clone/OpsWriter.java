package dev.perdure.js.clone;

import dev.perdure.workers.wire.ValueSink;
import dev.perdure.workers.wire.ViewType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects a value as the numbers, the text and the buffers that {@code clone.js} reads. */
final class OpsWriter implements ValueSink {
  /** Announces the halves of a word. */
  private static final char WORD = 0xfffe;

  /** Announces the quarters of a double, the lowest first. */
  private static final char DOUBLE = 0xffff;

  private final StringBuilder text = new StringBuilder();
  private final List<ByteBuffer> buffers = new ArrayList<>(0);
  private double[] ops = new double[32];
  private int size;

  /** The numbers as {@code unpack} of {@code clone.js} takes them. */
  String packed() {
    StringBuilder packed = new StringBuilder(size + 16);
    for (int i = 0; i < size; i++) {
      double op = ops[i];
      int word = (int) op;
      if (word != op || (word == 0 && 1 / op < 0)) {
        pack(packed, Double.doubleToRawLongBits(op));
      } else if (word >= 0 && word < WORD) {
        packed.append((char) word);
      } else {
        packed.append(WORD).append((char) (word >>> 16)).append((char) word);
      }
    }
    return packed.toString();
  }

  private static void pack(StringBuilder packed, long bits) {
    packed.append(DOUBLE);
    for (int shift = 0; shift < Long.SIZE; shift += Character.SIZE) {
      packed.append((char) (bits >>> shift));
    }
  }

  int size() {
    return size;
  }

  double op(int index) {
    return ops[index];
  }

  String text() {
    return text.toString();
  }

  List<ByteBuffer> buffers() {
    return buffers;
  }

  /** The key of a pair, whose value comes next. */
  void key(String key) {
    add(key.length());
    text.append(key);
  }

  private void add(double op) {
    if (size == ops.length) {
      ops = Arrays.copyOf(ops, 2 * size);
    }
    ops[size++] = op;
  }

  private void add(double op, double operand) {
    add(op);
    add(operand);
  }

  private void addText(double op, String value) {
    add(op, value.length());
    text.append(value);
  }

  @Override
  public void undefined() {
    add(Op.UNDEFINED);
  }

  @Override
  public void nullValue() {
    add(Op.NULL);
  }

  @Override
  public void bool(boolean value) {
    add(value ? Op.TRUE : Op.FALSE);
  }

  @Override
  public void hole() {
    add(Op.HOLE);
  }

  @Override
  public void number(double value) {
    add(Op.NUMBER, value);
  }

  @Override
  public void bigint(BigInteger value) {
    addText(Op.BIGINT, value.toString(16));
  }

  @Override
  public void string(String value) {
    addText(Op.STRING, value);
  }

  @Override
  public void reference(int id) {
    add(Op.REFERENCE, id);
  }

  @Override
  public void beginObject() {
    add(Op.OBJECT);
  }

  @Override
  public void endObject(int properties) {
    add(Op.OBJECT_END, properties);
  }

  @Override
  public void beginDense(int length) {
    add(Op.DENSE, length);
  }

  @Override
  public void endDense(int properties, int length) {
    add(Op.DENSE_END, properties);
    add(length);
  }

  @Override
  public void beginSparse(long length) {
    add(Op.SPARSE, (double) length);
  }

  @Override
  public void endSparse(int properties, long length) {
    add(Op.SPARSE_END, properties);
    add((double) length);
  }

  @Override
  public void beginMap() {
    add(Op.MAP);
  }

  @Override
  public void endMap(int entries) {
    add(Op.MAP_END, entries);
  }

  @Override
  public void beginSet() {
    add(Op.SET);
  }

  @Override
  public void endSet(int members) {
    add(Op.SET_END, members);
  }

  @Override
  public void date(double time) {
    add(Op.DATE, time);
  }

  @Override
  public void boolObject(boolean value) {
    add(value ? Op.TRUE_OBJECT : Op.FALSE_OBJECT);
  }

  @Override
  public void numberObject(double value) {
    add(Op.NUMBER_OBJECT, value);
  }

  @Override
  public void bigintObject(BigInteger value) {
    addText(Op.BIGINT_OBJECT, value.toString(16));
  }

  @Override
  public void stringObject(String value) {
    addText(Op.STRING_OBJECT, value);
  }

  @Override
  public void regExp(String source, int flags) {
    addText(Op.REGEXP, source);
    add(flags);
  }

  @Override
  public void buffer(byte[] bytes, int offset, int length) {
    add(Op.BUFFER, buffers.size());
    add(length);
    buffers.add(ByteBuffer.wrap(bytes, offset, length));
  }

  @Override
  public void resizableBuffer(byte[] bytes, int offset, int length, long most) {
    add(Op.RESIZABLE, buffers.size());
    add(length);
    add((double) most);
    buffers.add(ByteBuffer.wrap(bytes, offset, length));
  }

  @Override
  public void transferredBuffer(int index) {
    throw new IllegalStateException("A stored value has no transferred ArrayBuffer.");
  }

  @Override
  public void view(ViewType type, long byteOffset, long byteLength, int flags) {
    add(Op.VIEW, type.tag());
    add((double) byteOffset);
    add((double) byteLength);
    add(flags);
  }

  @Override
  public void beginError() {
    add(Op.ERROR);
  }

  @Override
  public void errorPrototype(char builtin) {
    add(Op.ERROR_PROTOTYPE, builtin);
  }

  @Override
  public void errorMessage(String message) {
    addText(Op.ERROR_MESSAGE, message);
  }

  @Override
  public void errorStack(String stack) {
    addText(Op.ERROR_STACK, stack);
  }

  @Override
  public void errorCause() {
    add(Op.ERROR_CAUSE);
  }

  @Override
  public void endError() {
    add(Op.ERROR_END);
  }

  @Override
  public void host(int tag) {
    add(Op.HOST, tag);
  }

  @Override
  public void hostNumber(long value) {
    add((double) value);
  }

  @Override
  public void hostText(String value) {
    add(value.length());
    text.append(value);
  }

  @Override
  public void hostBytes(byte[] bytes, int offset, int length) {
    add(buffers.size());
    buffers.add(ByteBuffer.wrap(bytes, offset, length));
  }
}
