package dev.perdure.host.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PacketTest {
  private static final HexFormat HEX = HexFormat.of();

  /** {@code encodePacket({id: 3, isRequest: true, value: {a: [null, true, 7], b: "é"}})}. */
  private static final String GOLDEN =
      "27000000"
          + "06000000"
          + "0602000000"
          + "0100000061"
          + "0503000000"
          + "00"
          + "0101"
          + "0207000000"
          + "0100000062"
          + "0302000000c3a9";

  private static Map<String, Object> value() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("a", Arrays.asList(null, true, 7));
    value.put("b", "é");
    return value;
  }

  @Test
  void packetsAreWrittenAsEsbuildReadsThem() {
    assertThat(HEX.formatHex(new Packet(3, true, value()).encode())).isEqualTo(GOLDEN);
  }

  @Test
  void packetsAreReadAsEsbuildWritesThem() {
    Packet packet = Packet.decode(HEX.parseHex(GOLDEN.substring(8)));
    assertThat(packet).isEqualTo(new Packet(3, true, value()));
  }

  @Test
  void answersCarryTheNumberOfTheRequest() {
    byte[] encoded = new Packet(5, false, Map.of("x", new byte[] {1, 2})).encode();
    Packet packet = Packet.decode(Arrays.copyOfRange(encoded, 4, encoded.length));
    assertThat(packet.id()).isEqualTo(5);
    assertThat(packet.request()).isFalse();
    assertThat(Fields.from(packet.value()).bytes("x")).containsExactly(1, 2);
  }

  @Test
  void leftOverBytesAreRefused() {
    assertThatThrownBy(() -> Packet.decode(HEX.parseHex("000000000000")))
        .hasMessage("esbuild's packet has 1 bytes too many.");
  }
}
