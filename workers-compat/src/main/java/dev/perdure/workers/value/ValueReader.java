package dev.perdure.workers.value;

import dev.perdure.workers.JsObject;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.wire.HostTag;
import dev.perdure.workers.wire.RegExpFlags;
import dev.perdure.workers.wire.ValueSink;
import dev.perdure.workers.wire.ViewType;
import dev.perdure.workers.wire.WireException;
import dev.perdure.workers.wire.WireReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds a value of JavaScript from plain Java values: {@link JsObject}, {@code ArrayList},
 * {@code LinkedHashMap}, {@code LinkedHashSet}, {@code Integer} or {@code Long} or {@code Double},
 * {@code BigInteger}, {@code String}, {@code Boolean}, {@code Instant}, arrays of primitives,
 * {@code Pattern}, {@link WorkerException}, and null for both null and undefined. Confined to one
 * thread.
 */
public final class ValueReader implements ValueSink {
  private static final long MOST_HOLES = 1 << 20;
  private static final String[] ERROR_TYPES = {
    "Error",
    "Error",
    "TypeError",
    "RangeError",
    "ReferenceError",
    "SyntaxError",
    "WasmCompileError",
    "WasmLinkError",
    "WasmRuntimeError",
    "WasmSuspendError",
    "EvalError",
    "URIError",
    "AggregateError",
    "SuppressedError"
  };

  private enum Kind {
    ROOT,
    OBJECT,
    ARRAY,
    SPARSE,
    MAP,
    SET,
    ERROR,
    NATIVE_ERROR,
    HOST
  }

  /** A container that is being filled. */
  private static final class Frame {
    final Kind kind;
    final int id;
    final List<@Nullable Object> values = new ArrayList<>();
    @Nullable Object made;
    long length;
    String name = "Error";
    String message = "";

    Frame(Kind kind, int id) {
      this.kind = kind;
      this.id = id;
    }
  }

  private final References references;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final List<@Nullable Object> objects = new ArrayList<>();
  private byte @Nullable [] pending;
  private int hostTag;
  private final List<String> hostTexts = new ArrayList<>();

  private ValueReader(References references) {
    this.references = references;
    frames.push(new Frame(Kind.ROOT, -1));
  }

  /** The value that {@code bytes} stand for, in V8's format. */
  public static @Nullable Object read(byte[] bytes, References references) {
    ValueReader reader = new ValueReader(references);
    try {
      WireReader.read(bytes, reader);
    } catch (WireException e) {
      throw new WorkerException("Error", e.guestMessage(), e);
    }
    reader.flush();
    return reader.frames.getFirst().values.getFirst();
  }

  private void deliver(@Nullable Object value) {
    flush();
    Frame frame = frames.getFirst();
    switch (frame.kind) {
      case ROOT, NATIVE_ERROR, ERROR, HOST -> frame.values.add(value);
      case ARRAY -> {
        List<@Nullable Object> list = list(frame);
        // What follows the elements are further properties, which lists do not have.
        if (list.size() < frame.length) {
          list.add(value);
        }
      }
      case SET -> set(frame).add(value);
      case OBJECT, SPARSE, MAP -> pair(frame, value);
    }
  }

  private static void pair(Frame frame, @Nullable Object value) {
    if (frame.values.isEmpty()) {
      frame.values.add(value);
      return;
    }
    Object key = frame.values.removeFirst();
    if (frame.made instanceof JsObject object) {
      object.put(String.valueOf(key), value);
    } else if (frame.kind == Kind.SPARSE) {
      if (key instanceof Integer index && index >= 0 && index < frame.length) {
        list(frame).set(index, value);
      }
    } else {
      map(frame).put(key, value);
    }
  }

  @SuppressWarnings("unchecked") // made by this class
  private static List<@Nullable Object> list(Frame frame) {
    return (List<@Nullable Object>) Objects.requireNonNull(frame.made);
  }

  @SuppressWarnings("unchecked") // made by this class
  private static Set<@Nullable Object> set(Frame frame) {
    return (Set<@Nullable Object>) Objects.requireNonNull(frame.made);
  }

  @SuppressWarnings("unchecked") // made by this class
  private static Map<@Nullable Object, @Nullable Object> map(Frame frame) {
    return (Map<@Nullable Object, @Nullable Object>) Objects.requireNonNull(frame.made);
  }

  private Frame open(Kind kind, @Nullable Object made) {
    flush();
    Frame frame = new Frame(kind, objects.size());
    frame.made = made;
    objects.add(made);
    frames.push(frame);
    return frame;
  }

  private void close() {
    flush();
    deliver(frames.pop().made);
  }

  private void object(@Nullable Object value) {
    flush();
    objects.add(value);
    deliver(value);
  }

  /** Delivers a buffer that no view came for. */
  private void flush() {
    byte[] buffer = pending;
    if (buffer != null) {
      pending = null;
      deliver(buffer);
    }
  }

  @Override
  public void undefined() {
    deliver(null);
  }

  @Override
  public void nullValue() {
    deliver(null);
  }

  @Override
  public void bool(boolean value) {
    deliver(value);
  }

  @Override
  public void hole() {
    deliver(null);
  }

  @Override
  public void number(double value) {
    deliver(Numbers.plain(value));
  }

  @Override
  public void bigint(BigInteger value) {
    deliver(value);
  }

  @Override
  public void string(String value) {
    deliver(value);
  }

  @Override
  public void reference(int id) {
    flush();
    if (objects.get(id) instanceof byte[] buffer) {
      pending = buffer;
    } else {
      deliver(objects.get(id));
    }
  }

  @Override
  public void beginObject() {
    open(Kind.OBJECT, new JsObject());
  }

  @Override
  public void endObject(int properties) {
    close();
    Frame frame = frames.getFirst();
    if (frame.kind == Kind.NATIVE_ERROR && frame.values.size() == frame.length) {
      finishNativeError();
    }
  }

  @Override
  public void beginDense(int length) {
    open(Kind.ARRAY, new ArrayList<>()).length = length;
  }

  @Override
  public void endDense(int properties, int length) {
    close();
  }

  @Override
  public void beginSparse(long length) {
    if (length > MOST_HOLES) {
      throw new WorkerException(
          "DataCloneError",
          "An array with holes has '%d' elements; at most %d can be read."
              .formatted(length, MOST_HOLES));
    }
    List<@Nullable Object> list = new ArrayList<>();
    for (long i = 0; i < length; i++) {
      list.add(null);
    }
    open(Kind.SPARSE, list).length = length;
  }

  @Override
  public void endSparse(int properties, long length) {
    close();
  }

  @Override
  public void beginMap() {
    open(Kind.MAP, new LinkedHashMap<>());
  }

  @Override
  public void endMap(int entries) {
    close();
  }

  @Override
  public void beginSet() {
    open(Kind.SET, new LinkedHashSet<>());
  }

  @Override
  public void endSet(int members) {
    close();
  }

  @Override
  public void date(double time) {
    if (Double.isNaN(time)) {
      throw WorkerException.typeError("An invalid Date has no Instant in Java.");
    }
    object(Instant.ofEpochMilli((long) time));
  }

  @Override
  public void boolObject(boolean value) {
    object(value);
  }

  @Override
  public void numberObject(double value) {
    object(Numbers.plain(value));
  }

  @Override
  public void bigintObject(BigInteger value) {
    object(value);
  }

  @Override
  public void stringObject(String value) {
    object(value);
  }

  @Override
  public void regExp(String source, int flags) {
    String letters = RegExpFlags.letters(flags);
    int bits =
        (letters.contains("i") ? Pattern.CASE_INSENSITIVE : 0)
            | (letters.contains("m") ? Pattern.MULTILINE : 0)
            | (letters.contains("s") ? Pattern.DOTALL : 0);
    try {
      object(Pattern.compile(source, bits));
    } catch (PatternSyntaxException e) {
      throw new WorkerException(
          "DataCloneError", "Java has no regular expression '%s'.".formatted(source), e);
    }
  }

  @Override
  public void buffer(byte[] bytes, int offset, int length) {
    flush();
    byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
    objects.add(copy);
    pending = copy;
  }

  @Override
  public void resizableBuffer(byte[] bytes, int offset, int length, long most) {
    buffer(bytes, offset, length);
  }

  @Override
  public void transferredBuffer(int index) {
    throw new WorkerException("DataCloneError", "An ArrayBuffer cannot be transferred to Java.");
  }

  @Override
  public void view(ViewType type, long byteOffset, long byteLength, int flags) {
    byte[] buffer = Objects.requireNonNull(pending);
    pending = null;
    int from = (int) byteOffset;
    boolean whole = from == 0 && ((flags & 1) != 0 || byteLength == buffer.length);
    byte[] bytes =
        whole
            ? buffer
            : Arrays.copyOfRange(
                buffer, from, (flags & 1) != 0 ? buffer.length : from + (int) byteLength);
    Object array = numbers(type, bytes);
    objects.add(array);
    deliver(array);
  }

  private static Object numbers(ViewType type, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int count = bytes.length / type.elementSize();
    return switch (type) {
      case INT8, UINT8, UINT8_CLAMPED, DATA_VIEW -> bytes;
      case INT16 -> {
        short[] numbers = new short[count];
        in.asShortBuffer().get(numbers);
        yield numbers;
      }
      case INT32 -> {
        int[] numbers = new int[count];
        in.asIntBuffer().get(numbers);
        yield numbers;
      }
      case UINT16 -> {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
          numbers[i] = Short.toUnsignedInt(in.getShort());
        }
        yield numbers;
      }
      case UINT32 -> {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
          numbers[i] = Integer.toUnsignedLong(in.getInt());
        }
        yield numbers;
      }
      case BIGINT64, BIGUINT64 -> {
        long[] numbers = new long[count];
        in.asLongBuffer().get(numbers);
        yield numbers;
      }
      case FLOAT16 -> {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
          numbers[i] = Float.float16ToFloat(in.getShort());
        }
        yield numbers;
      }
      case FLOAT32 -> {
        float[] numbers = new float[count];
        in.asFloatBuffer().get(numbers);
        yield numbers;
      }
      case FLOAT64 -> {
        double[] numbers = new double[count];
        in.asDoubleBuffer().get(numbers);
        yield numbers;
      }
    };
  }

  @Override
  public void beginError() {
    open(Kind.ERROR, null);
  }

  @Override
  public void errorPrototype(char builtin) {
    frames.getFirst().name =
        switch (builtin) {
          case 'E' -> "EvalError";
          case 'R' -> "RangeError";
          case 'F' -> "ReferenceError";
          case 'S' -> "SyntaxError";
          case 'T' -> "TypeError";
          default -> "URIError";
        };
  }

  @Override
  public void errorMessage(String message) {
    frames.getFirst().message = message;
  }

  @Override
  public void errorStack(String stack) {
    // A stack trace of JavaScript has no place in Java's.
  }

  @Override
  public void errorCause() {
    // The value that follows is kept in the frame.
  }

  @Override
  public void endError() {
    flush();
    Frame frame = frames.pop();
    Throwable cause =
        !frame.values.isEmpty() && frame.values.getFirst() instanceof Throwable thrown
            ? thrown
            : null;
    made(frame, new WorkerException(frame.name, frame.message, cause));
  }

  private void made(Frame frame, Object value) {
    objects.set(frame.id, value);
    deliver(value);
  }

  @Override
  public void host(int tag) {
    flush();
    hostTag = tag;
    hostTexts.clear();
    if (tag == HostTag.NATIVE_ERROR) {
      open(Kind.NATIVE_ERROR, null);
    } else {
      objects.add(null);
    }
  }

  @Override
  public void hostNumber(long value) {
    if (hostTag == HostTag.NATIVE_ERROR) {
      Frame frame = frames.getFirst();
      frame.length = value == 0 ? 3 : 2;
      frame.name = value < ERROR_TYPES.length ? ERROR_TYPES[(int) value] : "Error";
      return;
    }
    Object found = references.read(hostTag, value);
    objects.set(objects.size() - 1, found);
    deliver(found);
  }

  private void finishNativeError() {
    Frame frame = frames.pop();
    int at = 0;
    String name = frame.length == 3 ? String.valueOf(frame.values.get(at++)) : frame.name;
    Object message = frame.values.get(at);
    made(frame, new WorkerException(name, message == null ? "" : message.toString()));
  }

  @Override
  public void hostText(String value) {
    hostTexts.add(value);
    if (hostTag == HostTag.DOM_EXCEPTION && hostTexts.size() == 3) {
      WorkerException error = new WorkerException(hostTexts.get(0), hostTexts.get(1));
      objects.set(objects.size() - 1, error);
      deliver(error);
    }
  }

  @Override
  public void hostBytes(byte[] bytes, int offset, int length) {
    byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
    objects.set(objects.size() - 1, copy);
    deliver(copy);
  }
}
