package dev.perdure.js.clone;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.wire.WireException;
import dev.perdure.workers.wire.WireReader;
import dev.perdure.workers.wire.WireWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of one realm into bytes in V8's format and back, as structured clone does. Confined
 * to the isolate's thread.
 */
public final class Cloner {
  /** Numbers up to which they are handed over as arguments instead of a text. */
  private static final int FEW = 64;

  private final Realm realm;
  private @Nullable Value write;
  private @Nullable Value read;
  private @Nullable Value readPairs;

  /** A cloner for values of {@code realm}; its script loads at the first use. */
  public Cloner(Realm realm) {
    this.realm = realm;
  }

  /**
   * The bytes of {@code value}. A {@code DataCloneError} of the guest is thrown for what cannot be
   * copied, and whatever a getter throws.
   */
  public byte[] serialize(Value value) {
    if (value.isString() && !value.hasMembers()) {
      String text = value.asString();
      WireWriter writer = new WireWriter(text.length() + 16);
      writer.string(text);
      return writer.toByteArray();
    }
    if (write == null) {
      write = realm.lib("clone").getMember("write");
    }
    Value written = write.execute(value);
    return encode(
        written.getArrayElement(0),
        written.getArrayElement(1).asInt(),
        written.getArrayElement(2).asString(),
        written.getArrayElement(3));
  }

  /** The bytes of a value that {@code write} of {@code clone.js} gave the four parts of. */
  public byte[] encode(Value numbers, int size, String text, Value buffers) {
    byte[] raw = new byte[8 * size];
    numbers.readBuffer(0, raw, 0, raw.length);
    double[] ops = new double[size];
    ByteBuffer.wrap(raw).order(ByteOrder.nativeOrder()).asDoubleBuffer().get(ops);
    WireWriter writer = new WireWriter(text.length() + 4 * size + 16);
    new OpsReader(ops, text, place -> content(buffers.getArrayElement(place))).replay(writer);
    return writer.toByteArray();
  }

  private static byte[] content(Value buffer) {
    byte[] bytes = new byte[Math.toIntExact(buffer.getBufferSize())];
    buffer.readBuffer(0, bytes, 0, bytes.length);
    return bytes;
  }

  /** A new value from bytes that {@link #serialize}, Node or workerd made. */
  public Value deserialize(byte[] bytes) {
    if (read == null) {
      read = realm.lib("clone").getMember("read");
    }
    return read(read, bytes);
  }

  /**
   * Calls {@code reader} with {@code before} and then with the four parts that {@code read} of
   * {@code clone.js} takes.
   */
  public Value read(Value reader, byte[] bytes, @Nullable Object... before) {
    OpsWriter ops = new OpsWriter();
    collect(bytes, ops);
    return execute(reader, ops, before);
  }

  /** A guest {@code Map} that grows by pairs of a key and the bytes of its value. */
  public PairReader pairs() {
    if (readPairs == null) {
      readPairs = realm.lib("clone").getMember("readPairs");
    }
    return new PairReader(this, readPairs);
  }

  void collect(byte[] bytes, OpsWriter ops) {
    try {
      WireReader.read(bytes, ops);
    } catch (WireException e) {
      throw realm.raise(ErrorData.of("Error", e.guestMessage()));
    }
  }

  /** Calls {@code reader} with the pairs in {@code ops} and the {@code Map} that gets them. */
  Value addPairs(Value reader, OpsWriter ops, @Nullable Value map) {
    return reader.execute(map, ops.text(), guestBuffers(ops.buffers()), ops.packed());
  }

  private Value execute(Value reader, OpsWriter ops, @Nullable Object... before) {
    int few = ops.size() <= FEW ? ops.size() : 0;
    @Nullable Object[] arguments = new @Nullable Object[before.length + 3 + few];
    System.arraycopy(before, 0, arguments, 0, before.length);
    arguments[before.length] = ops.text();
    arguments[before.length + 1] = guestBuffers(ops.buffers());
    if (few == ops.size()) {
      for (int i = 0; i < few; i++) {
        arguments[before.length + 3 + i] = ops.op(i);
      }
    } else {
      arguments[before.length + 2] = ops.packed();
    }
    return reader.execute(arguments);
  }

  private @Nullable Object guestBuffers(List<ByteBuffer> buffers) {
    if (buffers.isEmpty()) {
      return null;
    }
    Object[] made = new Object[buffers.size()];
    for (int i = 0; i < made.length; i++) {
      made[i] = realm.arrayBuffer(buffers.get(i));
    }
    return ProxyArray.fromArray(made);
  }
}
