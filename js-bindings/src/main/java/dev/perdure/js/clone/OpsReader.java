package dev.perdure.js.clone;

import dev.perdure.workers.wire.HostTag;
import dev.perdure.workers.wire.ValueSink;
import dev.perdure.workers.wire.ViewType;
import java.math.BigInteger;
import java.util.function.IntFunction;

/** Replays the numbers and the text that {@code clone.js} wrote. Confined to one thread. */
final class OpsReader {
  private final double[] ops;
  private final String text;
  private final IntFunction<byte[]> buffers;
  private int at;
  private int textAt;

  /** {@code buffers} gives the bytes of the ArrayBuffer at a place. */
  OpsReader(double[] ops, String text, IntFunction<byte[]> buffers) {
    this.ops = ops;
    this.text = text;
    this.buffers = buffers;
  }

  void replay(ValueSink sink) {
    while (at < ops.length) {
      step((int) ops[at++], sink);
    }
  }

  private void step(int op, ValueSink sink) {
    switch (op) {
      case Op.STRING -> sink.string(take(operand()));
      case Op.NUMBER -> sink.number(ops[at++]);
      case Op.TRUE -> sink.bool(true);
      case Op.FALSE -> sink.bool(false);
      case Op.NULL -> sink.nullValue();
      case Op.UNDEFINED -> sink.undefined();
      case Op.HOLE -> sink.hole();
      case Op.BIGINT -> sink.bigint(new BigInteger(take(operand()), 16));
      case Op.REFERENCE -> sink.reference(operand());
      case Op.OBJECT -> sink.beginObject();
      case Op.OBJECT_END -> sink.endObject(operand());
      case Op.DENSE -> sink.beginDense(operand());
      case Op.DENSE_END -> sink.endDense(operand(), operand());
      case Op.SPARSE -> sink.beginSparse((long) ops[at++]);
      case Op.SPARSE_END -> sink.endSparse(operand(), (long) ops[at++]);
      case Op.MAP -> sink.beginMap();
      case Op.MAP_END -> sink.endMap(operand());
      case Op.SET -> sink.beginSet();
      case Op.SET_END -> sink.endSet(operand());
      default -> rare(op, sink);
    }
  }

  private void rare(int op, ValueSink sink) {
    switch (op) {
      case Op.DATE -> sink.date(ops[at++]);
      case Op.TRUE_OBJECT -> sink.boolObject(true);
      case Op.FALSE_OBJECT -> sink.boolObject(false);
      case Op.NUMBER_OBJECT -> sink.numberObject(ops[at++]);
      case Op.BIGINT_OBJECT -> sink.bigintObject(new BigInteger(take(operand()), 16));
      case Op.STRING_OBJECT -> sink.stringObject(take(operand()));
      case Op.REGEXP -> sink.regExp(take(operand()), operand());
      case Op.BUFFER -> {
        byte[] bytes = buffers.apply(operand());
        at++;
        sink.buffer(bytes, 0, bytes.length);
      }
      case Op.RESIZABLE -> {
        byte[] bytes = buffers.apply(operand());
        at++;
        sink.resizableBuffer(bytes, 0, bytes.length, (long) ops[at++]);
      }
      case Op.VIEW ->
          sink.view(ViewType.of(operand()), (long) ops[at++], (long) ops[at++], operand());
      case Op.ERROR -> sink.beginError();
      case Op.ERROR_PROTOTYPE -> sink.errorPrototype((char) operand());
      case Op.ERROR_MESSAGE -> sink.errorMessage(take(operand()));
      case Op.ERROR_STACK -> sink.errorStack(take(operand()));
      case Op.ERROR_CAUSE -> sink.errorCause();
      case Op.ERROR_END -> sink.endError();
      case Op.HOST -> host(sink);
      default -> throw new IllegalStateException("clone.js wrote the unknown tag '" + op + "'.");
    }
  }

  private void host(ValueSink sink) {
    int tag = operand();
    sink.host(tag);
    if (tag == HostTag.DOM_EXCEPTION) {
      for (int i = 0; i < 3; i++) {
        sink.hostText(take(operand()));
      }
    } else if (tag == HostTag.BLOB) {
      sink.hostText(take(operand()));
      byte[] bytes = buffers.apply(operand());
      sink.hostBytes(bytes, 0, bytes.length);
    } else {
      sink.hostNumber(operand());
    }
  }

  private int operand() {
    return (int) ops[at++];
  }

  private String take(int length) {
    int from = textAt;
    textAt += length;
    return text.substring(from, textAt);
  }
}
