package dev.perdure.host.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message of esbuild's stdio protocol.
 *
 * <p>A value is null, a {@link Boolean}, an {@link Integer}, a {@link String}, a {@code byte[]}, a
 * {@link List} or a {@link Map} with string keys. The format is that of esbuild's {@code
 * lib/shared/stdio_protocol.ts}.
 *
 * @param id the request's number, repeated by its response
 * @param request whether this asks or answers
 * @param value the content
 */
record Packet(int id, boolean request, @Nullable Object value) {

  /** The packet with its length before it. */
  byte[] encode() {
    Encoder body = new Encoder();
    body.int32(id << 1 | (request ? 0 : 1));
    body.value(value);
    byte[] bytes = body.out.toByteArray();
    Encoder framed = new Encoder();
    framed.bytes(bytes);
    return framed.out.toByteArray();
  }

  /** Reads a packet without its length. */
  static Packet decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int head = in.getInt();
    Object value = read(in);
    if (in.hasRemaining()) {
      throw new IllegalArgumentException(
          "esbuild's packet has %d bytes too many.".formatted(in.remaining()));
    }
    return new Packet(head >>> 1, (head & 1) == 0, value);
  }

  private static @Nullable Object read(ByteBuffer in) {
    byte kind = in.get();
    return switch (kind) {
      case 0 -> null;
      case 1 -> in.get() != 0;
      case 2 -> in.getInt();
      case 3 -> string(in);
      case 4 -> bytes(in);
      case 5 -> list(in);
      case 6 -> map(in);
      default ->
          throw new IllegalArgumentException("esbuild sent a value of kind %d.".formatted(kind));
    };
  }

  private static List<@Nullable Object> list(ByteBuffer in) {
    int count = in.getInt();
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(read(in));
    }
    return list;
  }

  private static Map<String, @Nullable Object> map(ByteBuffer in) {
    int count = in.getInt();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String key = string(in);
      map.put(key, read(in));
    }
    return map;
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return bytes;
  }

  private static String string(ByteBuffer in) {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static final class Encoder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void int32(int value) {
      for (int shift = 0; shift < 32; shift += 8) {
        out.write(value >>> shift);
      }
    }

    void bytes(byte[] bytes) {
      int32(bytes.length);
      out.writeBytes(bytes);
    }

    void value(@Nullable Object value) {
      switch (value) {
        case null -> out.write(0);
        case Boolean flag -> {
          out.write(1);
          out.write(flag ? 1 : 0);
        }
        case Integer number -> {
          out.write(2);
          int32(number);
        }
        case String text -> {
          out.write(3);
          bytes(text.getBytes(StandardCharsets.UTF_8));
        }
        case byte[] bytes -> {
          out.write(4);
          bytes(bytes);
        }
        case List<?> list -> {
          out.write(5);
          int32(list.size());
          list.forEach(this::value);
        }
        case Map<?, ?> map -> {
          out.write(6);
          int32(map.size());
          map.forEach((key, element) -> {
            bytes(key.toString().getBytes(StandardCharsets.UTF_8));
            value(element);
          });
        }
        default ->
            throw new IllegalArgumentException(
                "esbuild's protocol has no '%s'.".formatted(value.getClass().getName()));
      }
    }
  }
}
