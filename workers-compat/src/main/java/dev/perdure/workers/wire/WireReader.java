package dev.perdure.workers.wire;

import dev.perdure.workers.wire.Nesting.Kind;
import java.util.Arrays;

/**
 * Reads a value in V8's serialization format, versions 13 to 15, and hands it to a {@link
 * ValueSink}. Nothing about the bytes is trusted: what does not fit is a {@link WireException}, and
 * memory and time are bounded by the number of bytes. Confined to one thread.
 */
public final class WireReader {
  /** The oldest version that is read. */
  public static final int OLDEST_VERSION = 13;

  private static final String ERROR_PROTOTYPES = "ERFSTU";

  private final Input in;
  private final ValueSink sink;
  private final Nesting nesting = new Nesting();

  /** By object: the size of an ArrayBuffer plus one, 0 for other objects. */
  private long[] bufferSizes = new long[4];

  private int objects;
  private int version;

  private WireReader(byte[] bytes, ValueSink sink) {
    this.in = new Input(bytes);
    this.sink = sink;
  }

  /**
   * Hands the value in {@code bytes} to {@code sink}. What follows the value is ignored, as V8
   * does.
   *
   * @throws WireException if the bytes are no value; the sink may have had a part of one by then
   */
  public static void read(byte[] bytes, ValueSink sink) {
    new WireReader(bytes, sink).run();
  }

  private void run() {
    if (in.octet() != Tag.VERSION) {
      throw WireException.version(0);
    }
    long number = in.varint();
    if (number < OLDEST_VERSION || number > WireWriter.VERSION) {
      throw WireException.version(number);
    }
    version = (int) number;
    nesting.push(Kind.ROOT, 0);
    while (!nesting.isEmpty()) {
      step();
    }
  }

  private void step() {
    switch (nesting.kind()) {
      case ROOT -> {
        if (nesting.count() == 1) {
          nesting.pop();
        } else {
          value();
        }
      }
      case OBJECT -> properties(Tag.END_OBJECT);
      case DENSE -> properties(Tag.END_DENSE);
      case SPARSE -> properties(Tag.END_SPARSE);
      case ELEMENTS -> {
        if (nesting.count() < nesting.length()) {
          value();
        } else {
          nesting.elementsEnd();
        }
      }
      case MAP -> members(Tag.END_MAP);
      case SET -> members(Tag.END_SET);
      case CAUSE -> {
        if (nesting.count() == 1) {
          nesting.pop();
          errorFields();
        } else {
          value();
        }
      }
      case HOST -> {
        if (nesting.count() == nesting.length()) {
          nesting.pop();
        } else {
          value();
        }
      }
    }
  }

  private void properties(int end) {
    if (nesting.count() % 2 != 0) {
      value();
      return;
    }
    int tag = in.peekTag();
    if (tag != end) {
      if (!isKey(tag)) {
        throw in.fault("a property has no name.");
      }
      value();
      return;
    }
    in.tag();
    int count = nesting.count() / 2;
    if (in.varint() != count) {
      throw in.fault("an object has '" + count + "' properties and announces another number.");
    }
    long length = nesting.length();
    if (end != Tag.END_OBJECT && in.varint() != length) {
      throw in.fault("the two lengths of an array differ.");
    }
    nesting.pop();
    switch (end) {
      case Tag.END_OBJECT -> sink.endObject(count);
      case Tag.END_DENSE -> sink.endDense(count, (int) length);
      default -> sink.endSparse(count, length);
    }
  }

  private static boolean isKey(int tag) {
    return switch (tag) {
      case Tag.ONE_BYTE_STRING,
          Tag.TWO_BYTE_STRING,
          Tag.UTF8_STRING,
          Tag.INT32,
          Tag.UINT32,
          Tag.DOUBLE ->
          true;
      default -> false;
    };
  }

  private void members(int end) {
    int count = nesting.count();
    boolean map = end == Tag.END_MAP;
    if (in.peekTag() != end || (map && count % 2 != 0)) {
      value();
      return;
    }
    in.tag();
    if (in.varint() != count) {
      throw in.fault("a Map or Set has '" + count + "' values and announces another number.");
    }
    nesting.pop();
    if (map) {
      sink.endMap(count / 2);
    } else {
      sink.endSet(count);
    }
  }

  private void value() {
    nesting.counted();
    int tag = in.tag();
    switch (tag) {
      case Tag.UNDEFINED -> sink.undefined();
      case Tag.NULL -> sink.nullValue();
      case Tag.TRUE -> sink.bool(true);
      case Tag.FALSE -> sink.bool(false);
      case Tag.HOLE -> hole();
      case Tag.INT32 -> sink.number(in.zigzag());
      case Tag.UINT32 -> sink.number((double) in.varint());
      case Tag.DOUBLE -> sink.number(in.eightBytes());
      case Tag.BIGINT -> sink.bigint(in.digits());
      case Tag.ONE_BYTE_STRING -> sink.string(in.oneByteString());
      case Tag.TWO_BYTE_STRING -> sink.string(in.twoByteString());
      case Tag.UTF8_STRING -> sink.string(in.utf8String());
      case Tag.VERIFY_OBJECT_COUNT -> {
        in.varint();
        nesting.uncounted();
      }
      default -> object(tag);
    }
  }

  private void hole() {
    if (nesting.kind() != Kind.ELEMENTS) {
      throw in.fault("a hole stands outside of an array.");
    }
    sink.hole();
  }

  private void object(int tag) {
    switch (tag) {
      case Tag.REFERENCE -> reference();
      case Tag.BEGIN_OBJECT -> {
        begin(Kind.OBJECT, 0);
        sink.beginObject();
      }
      case Tag.BEGIN_DENSE -> {
        int length = in.length();
        begin(Kind.ELEMENTS, length);
        sink.beginDense(length);
      }
      case Tag.BEGIN_SPARSE -> {
        long length = in.varint();
        begin(Kind.SPARSE, length);
        sink.beginSparse(length);
      }
      case Tag.BEGIN_MAP -> {
        begin(Kind.MAP, 0);
        sink.beginMap();
      }
      case Tag.BEGIN_SET -> {
        begin(Kind.SET, 0);
        sink.beginSet();
      }
      case Tag.DATE -> {
        objects++;
        sink.date(in.eightBytes());
      }
      case Tag.TRUE_OBJECT, Tag.FALSE_OBJECT -> {
        objects++;
        sink.boolObject(tag == Tag.TRUE_OBJECT);
      }
      case Tag.NUMBER_OBJECT -> {
        objects++;
        sink.numberObject(in.eightBytes());
      }
      case Tag.BIGINT_OBJECT -> {
        objects++;
        sink.bigintObject(in.digits());
      }
      case Tag.STRING_OBJECT -> {
        objects++;
        sink.stringObject(text());
      }
      case Tag.REGEXP -> {
        objects++;
        regExp();
      }
      case Tag.BUFFER, Tag.RESIZABLE_BUFFER, Tag.TRANSFERRED_BUFFER -> buffer(tag);
      case Tag.ERROR -> {
        objects++;
        sink.beginError();
        errorFields();
      }
      case Tag.HOST_OBJECT -> {
        objects++;
        host();
      }
      default -> throw in.fault("no value begins with '" + tag + "'.");
    }
  }

  private void begin(Kind kind, long length) {
    objects++;
    nesting.push(kind, length);
  }

  private String text() {
    return switch (in.tag()) {
      case Tag.ONE_BYTE_STRING -> in.oneByteString();
      case Tag.TWO_BYTE_STRING -> in.twoByteString();
      case Tag.UTF8_STRING -> in.utf8String();
      default -> throw in.fault("a string is missing.");
    };
  }

  private void regExp() {
    String source = text();
    long flags = in.varint();
    if (flags > 0x1ff
        || (flags & RegExpFlags.UNKNOWN) != 0
        || RegExpFlags.contradict((int) flags)) {
      throw in.fault("a RegExp has the flags '" + flags + "'.");
    }
    sink.regExp(source, (int) flags);
  }

  private void reference() {
    long id = in.varint();
    if (id >= objects) {
      throw in.fault("object '" + id + "' is referred to before it is there.");
    }
    sink.reference((int) id);
    if (id < bufferSizes.length && bufferSizes[(int) id] > 0) {
      view(bufferSizes[(int) id] - 1);
    }
  }

  private void buffer(int tag) {
    int id = objects++;
    if (tag == Tag.TRANSFERRED_BUFFER) {
      throw in.fault("a transferred ArrayBuffer is not part of a stored value.");
    }
    long length = in.varint();
    long most = tag == Tag.RESIZABLE_BUFFER ? in.varint() : length;
    if (length > in.left() || length > most) {
      throw in.fault("an ArrayBuffer of '" + length + "' bytes does not fit.");
    }
    int from = in.skip((int) length);
    if (tag == Tag.RESIZABLE_BUFFER) {
      sink.resizableBuffer(in.bytes(), from, (int) length, most);
    } else {
      sink.buffer(in.bytes(), from, (int) length);
    }
    if (id >= bufferSizes.length) {
      bufferSizes = Arrays.copyOf(bufferSizes, Math.max(id + 1, 2 * bufferSizes.length));
    }
    bufferSizes[id] = length + 1;
    view(length);
  }

  /** A view may stand right behind its buffer, and then takes the buffer's place as the value. */
  private void view(long bufferSize) {
    if (in.peekTag() != Tag.VIEW) {
      return;
    }
    in.tag();
    ViewType type;
    try {
      type = ViewType.of(in.octet());
    } catch (IllegalArgumentException e) {
      throw in.fault("a view is of no known type.");
    }
    long offset = in.varint();
    long length = in.varint();
    long flags = version >= 14 ? in.varint() : 0;
    if (flags > 3
        || offset > bufferSize
        || length > bufferSize - offset
        || offset % type.elementSize() != 0
        || length % type.elementSize() != 0) {
      throw in.fault(
          "a view of '" + length + "' bytes at '" + offset + "' does not fit its buffer.");
    }
    objects++;
    sink.view(type, offset, length, (int) flags);
  }

  private void errorFields() {
    while (true) {
      long field = in.varint();
      if (field == Tag.ERROR_END) {
        sink.endError();
        return;
      } else if (field == Tag.ERROR_MESSAGE) {
        sink.errorMessage(text());
      } else if (field == Tag.ERROR_STACK) {
        sink.errorStack(text());
      } else if (field == Tag.ERROR_CAUSE) {
        sink.errorCause();
        nesting.push(Kind.CAUSE, 1);
        return;
      } else if (field < 128 && ERROR_PROTOTYPES.indexOf((char) field) >= 0) {
        sink.errorPrototype((char) field);
      } else {
        throw in.fault("an error has a field '" + field + "'.");
      }
    }
  }

  private void host() {
    int tag = (int) Math.min(in.varint(), Integer.MAX_VALUE);
    sink.host(tag);
    switch (tag) {
      case HostTag.NATIVE_ERROR -> {
        long type = in.varint();
        sink.hostNumber(type);
        nesting.push(Kind.HOST, type == 0 ? 3 : 2);
      }
      case HostTag.DOM_EXCEPTION -> texts(3);
      case HostTag.BLOB -> {
        texts(1);
        int length = in.length();
        sink.hostBytes(in.bytes(), in.skip(length), length);
      }
      case HostTag.RPC_STUB,
          HostTag.SERVICE_STUB,
          HostTag.READABLE_STREAM,
          HostTag.WRITABLE_STREAM,
          HostTag.HEADERS,
          HostTag.REQUEST,
          HostTag.RESPONSE,
          HostTag.ABORT_SIGNAL,
          HostTag.REQUEST_WITH_SIGNAL ->
          sink.hostNumber(in.varint());
      default -> throw in.fault("the platform has no object of kind '" + tag + "'.");
    }
  }

  private void texts(int count) {
    for (int i = 0; i < count; i++) {
      sink.hostText(in.utf8String());
    }
  }
}
