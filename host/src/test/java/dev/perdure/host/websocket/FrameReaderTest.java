package dev.perdure.host.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameReaderTest implements FrameReader.Sink {
  private final List<String> heard = new ArrayList<>();

  @Override
  public void text(String message) {
    heard.add("text " + message);
  }

  @Override
  public void binary(byte[] message) {
    heard.add("binary " + HexFormat.of().formatHex(message));
  }

  @Override
  public void ping(byte[] content) {
    heard.add("ping " + HexFormat.of().formatHex(content));
  }

  @Override
  public void close(int code, String reason) {
    heard.add("close " + code + reason);
  }

  private FrameReader reader() {
    return new FrameReader(true, true, 1000, this);
  }

  /** A masked frame as a client sends it. */
  private static byte[] frame(int first, byte[] content) {
    int length = content.length;
    ByteBuffer frame = ByteBuffer.allocate(length + 14).put((byte) first);
    if (length < 126) {
      frame.put((byte) (0x80 | length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) length);
    }
    byte[] mask = {0x11, (byte) 0xf2, 0x33, 0x44};
    frame.put(mask);
    for (int i = 0; i < length; i++) {
      frame.put((byte) (content[i] ^ mask[i & 3]));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }

  private static byte[] frame(int first, String content) {
    return frame(first, content.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] join(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  private static byte[] conversation() {
    return join(
        frame(0x81, "hello"),
        frame(0x01, "fr\u00e4g"),
        frame(0x89, "p"),
        frame(0x00, ""),
        frame(0x80, "ment"),
        frame(0x82, new byte[300]),
        frame(0xc1, Deflation.deflate("x".repeat(500).getBytes(StandardCharsets.UTF_8))),
        frame(0x88, new byte[] {0x03, (byte) 0xe8, 'b'}),
        frame(0x81, "after the close"));
  }

  @Test
  void framesAreReadHoweverTheirBytesAreCut() throws ProtocolException {
    byte[] all = conversation();
    List<String> expected =
        List.of(
            "text hello",
            "ping 70",
            "text fr\u00e4gment",
            "binary " + "00".repeat(300),
            "text " + "x".repeat(500),
            "close 1000b");
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      heard.clear();
      FrameReader reader = reader();
      int at = 0;
      while (at < all.length) {
        int count = Math.min(all.length - at, 1 + random.nextInt(round < 100 ? 5 : 400));
        reader.read(ByteBuffer.wrap(all, at, count));
        at += count;
      }
      assertThat(heard).isEqualTo(expected);
      assertThat(reader.closed()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8100, must be masked",
    "838000000000, Unknown opcode 3",
    "8b8000000000, Unknown opcode 11",
    "918000000000, Reserved bits",
    "808000000000, Unexpected continuation",
    "098000000000, control frame",
    "89fe007e00000000, control frame",
    "01800000000081, ''",
    "888100000000ff, half a code",
    "88820000000003ed, Invalid close code 1005",
    "8182000000000a80, not valid UTF-8",
    "82ff8000000000000000, length is negative",
    "82fe03e9, too large",
  })
  void whatBreaksTheProtocolIsRefused(String hex, String message) {
    byte[] bytes = join(HexFormat.of().parseHex(hex), new byte[12]);
    if (message.isEmpty()) {
      bytes[7] = (byte) 0x80;
    }
    assertThatThrownBy(() -> reader().read(ByteBuffer.wrap(bytes)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anyBytesAreReadOrRefused() {
    Random random = new Random(11);
    byte[] valid = conversation();
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = valid.clone();
      for (int i = 0; i < 3; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        reader().read(ByteBuffer.wrap(bytes));
      } catch (ProtocolException e) {
        assertThat(e.code()).isIn(1002, 1007, 1009);
      }
    }
  }

  @Test
  void aMessageThatInflatesBeyondTheLimitIsRefused() {
    byte[] small = Deflation.deflate(new byte[1_000_000]);
    assertThatThrownBy(() -> Deflation.inflate(small, 1000))
        .isInstanceOfSatisfying(ProtocolException.class, e -> assertThat(e.code()).isEqualTo(1009));
  }

  @Test
  void compressionKeepsMessages() throws ProtocolException {
    Random random = new Random(3);
    for (int size : new int[] {0, 1, 127, 8191, 8192, 8193, 100_000}) {
      byte[] message = new byte[size];
      random.nextBytes(message);
      assertThat(Deflation.inflate(Deflation.deflate(message), 1_000_000)).isEqualTo(message);
    }
  }
}
