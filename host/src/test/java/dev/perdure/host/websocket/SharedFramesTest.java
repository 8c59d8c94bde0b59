package dev.perdure.host.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SharedFramesTest {
  private static final String LONG = "la".repeat(100);

  private final SharedFrames frames = new SharedFrames();

  @Test
  void oneMessageToManySocketsIsCompressedOnce() {
    ByteBuffer first = frames.text(LONG, true);
    int length = first.remaining();
    first.position(first.limit());

    ByteBuffer second = frames.text(String.valueOf(LONG.toCharArray()), true);

    assertThat(bytesOf(second)).isSameAs(bytesOf(first));
    assertThat(second.remaining()).isEqualTo(length).isLessThan(LONG.length());
  }

  @Test
  void eachSocketGetsTheFormItAgreedTo() {
    ByteBuffer compressed = frames.text(LONG, true);
    ByteBuffer plain = frames.text(LONG, false);

    assertThat(plain)
        .isEqualTo(Frames.message(Opcode.TEXT, LONG.getBytes(StandardCharsets.UTF_8), false));
    assertThat(compressed)
        .isEqualTo(Frames.message(Opcode.TEXT, LONG.getBytes(StandardCharsets.UTF_8), true));
    assertThat(bytesOf(frames.text(LONG, false))).isSameAs(bytesOf(plain));
    assertThat(bytesOf(frames.text(LONG, true))).isSameAs(bytesOf(compressed));
  }

  @Test
  void textIsNotTakenForBytes() {
    byte[] bytes = LONG.getBytes(StandardCharsets.UTF_8);

    ByteBuffer text = frames.text(LONG, false);
    ByteBuffer binary = frames.binary(bytes, false);

    assertThat(binary).isEqualTo(Frames.message(Opcode.BINARY, bytes, false)).isNotEqualTo(text);
    assertThat(bytesOf(frames.binary(bytes.clone(), false))).isSameAs(bytesOf(binary));
    assertThat(frames.text("another", false)).isNotEqualTo(binary);
  }

  @Test
  void aLargeMessageIsNotKept() {
    String large = "x".repeat(100_000);

    assertThat(bytesOf(frames.text(large, false))).isNotSameAs(bytesOf(frames.text(large, false)));
  }

  /** The bytes that a frame stands in, not a copy of them. */
  @SuppressWarnings("ByteBufferBackingArray")
  private static byte[] bytesOf(ByteBuffer frame) {
    return frame.array();
  }
}
