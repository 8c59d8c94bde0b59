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

    ByteBuffer second = frames.text(new StringBuilder(LONG).toString(), true);

    assertThat(second.array()).isSameAs(first.array());
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
    assertThat(frames.text(LONG, false).array()).isSameAs(plain.array());
    assertThat(frames.text(LONG, true).array()).isSameAs(compressed.array());
  }

  @Test
  void textIsNotTakenForBytes() {
    byte[] bytes = LONG.getBytes(StandardCharsets.UTF_8);

    ByteBuffer text = frames.text(LONG, false);
    ByteBuffer binary = frames.binary(bytes, false);

    assertThat(binary).isEqualTo(Frames.message(Opcode.BINARY, bytes, false)).isNotEqualTo(text);
    assertThat(frames.binary(bytes.clone(), false).array()).isSameAs(binary.array());
    assertThat(frames.text("another", false)).isNotEqualTo(binary);
  }

  @Test
  void aLargeMessageIsNotKept() {
    String large = "x".repeat(100_000);

    assertThat(frames.text(large, false).array()).isNotSameAs(frames.text(large, false).array());
  }
}
