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
  /** Numbers up to which the list is handed over as arguments instead of a buffer. */
  private static final int FEW = 64;

  private final Realm realm;
  private final Value write;
  private final Value read;
  private final Value readFew;

  /** A cloner for values of {@code realm}. */
  public Cloner(Realm realm) {
    this.realm = realm;
    Value lib = realm.lib("clone");
    this.write = lib.getMember("write");
    this.read = lib.getMember("read");
    this.readFew = lib.getMember("readFew");
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
    return bytes(write.execute(value));
  }

  private byte[] bytes(Value written) {
    Value numbers = written.getArrayElement(0);
    int size = written.getArrayElement(1).asInt();
    String text = written.getArrayElement(2).asString();
    Value buffers = written.getArrayElement(3);
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
    OpsWriter ops = new OpsWriter();
    try {
      WireReader.read(bytes, ops);
    } catch (WireException e) {
      throw realm.raise(ErrorData.of("Error", e.guestMessage()));
    }
    return build(ops);
  }

  private Value build(OpsWriter ops) {
    List<ByteBuffer> buffers = ops.buffers();
    @Nullable Object guestBuffers = null;
    if (!buffers.isEmpty()) {
      Object[] made = new Object[buffers.size()];
      for (int i = 0; i < made.length; i++) {
        made[i] = realm.arrayBuffer(buffers.get(i));
      }
      guestBuffers = ProxyArray.fromArray(made);
    }
    if (ops.size() <= FEW) {
      @Nullable Object[] arguments = new @Nullable Object[ops.size() + 2];
      arguments[0] = ops.text();
      arguments[1] = guestBuffers;
      for (int i = 0; i < ops.size(); i++) {
        arguments[i + 2] = ops.op(i);
      }
      return readFew.execute(arguments);
    }
    return read.execute(realm.arrayBuffer(ops.ops()), ops.text(), guestBuffers);
  }
}
