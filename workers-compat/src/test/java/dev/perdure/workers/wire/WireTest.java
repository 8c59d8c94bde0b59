package dev.perdure.workers.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
  private static byte[] copy(byte[] bytes) {
    WireWriter writer = new WireWriter();
    WireReader.read(bytes, writer);
    return writer.toByteArray();
  }

  private static String copy(String hex) {
    return HexFormat.of().formatHex(copy(HexFormat.of().parseHex(hex)));
  }

  /** A value with everything in it that the format has. */
  private static byte[] everything() {
    WireWriter w = new WireWriter();
    w.beginObject();
    w.string("a");
    w.beginDense(6);
    w.number(1);
    w.hole();
    w.undefined();
    w.bigint(BigInteger.ONE.shiftLeft(70).negate());
    w.string("\u20ac");
    w.reference(0);
    w.string("more");
    w.nullValue();
    w.endDense(1, 6);
    w.number(7);
    w.beginSparse(4000000000L);
    w.number(3);
    w.bool(true);
    w.endSparse(1, 4000000000L);
    w.string("m");
    w.beginMap();
    w.date(Double.NaN);
    w.regExp("x", RegExpFlags.bits("giv"));
    w.endMap(1);
    w.string("s");
    w.beginSet();
    w.boolObject(false);
    w.numberObject(-0.0);
    w.bigintObject(BigInteger.TEN);
    w.stringObject("o");
    w.endSet(4);
    w.string("b");
    w.buffer(new byte[] {1, 2, 3, 4}, 0, 4);
    w.view(ViewType.UINT16, 2, 2, 0);
    w.string("r");
    w.resizableBuffer(new byte[] {1}, 0, 1, 9);
    w.view(ViewType.UINT8, 0, 0, 3);
    w.string("e");
    w.beginError();
    w.errorPrototype('T');
    w.errorMessage("m");
    w.errorStack("s");
    w.errorCause();
    w.reference(0);
    w.endError();
    w.string("n");
    w.host(HostTag.NATIVE_ERROR);
    w.hostNumber(0);
    w.string("Mine");
    w.string("m");
    w.beginObject();
    w.endObject(0);
    w.string("d");
    w.host(HostTag.DOM_EXCEPTION);
    w.hostText("AbortError");
    w.hostText("m");
    w.hostText("");
    w.endObject(9);
    return w.toByteArray();
  }

  @Test
  void whatIsWrittenIsRead() {
    assertThat(copy(everything())).isEqualTo(everything());
  }

  @ParameterizedTest
  @CsvSource({
    // version 13: a view without flags; version 14; UTF-8 strings; unsigned numbers
    "ff0d420101560100, ",
    "ff0d42010156420001, ff0f4201015642000100",
    "ff0e4201015642000100, ff0f4201015642000100",
    "ff0e5303e282ac, ff0f6302ac20",
    "ff0f55ffffffff0f, ff0f4e0000e0ffffffef41",
    "ff0f0000004902, ff0f4902",
    "ff0f3f004902, ff0f4902"
  })
  void otherWaysOfWritingAreRead(String hex, String canonical) {
    if (canonical == null) {
      assertThatThrownBy(() -> copy(hex)).isInstanceOf(WireException.class);
    } else {
      assertThat(copy(hex)).isEqualTo(canonical);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "ff", // no version
        "ff0f", // no value
        "ff0f22ff", // a string that ends early
        "ff0f63016100", // half a character
        "ff0f41ffffffff0f", // an array longer than the bytes
        "ff0f5e00", // a reference to nothing
        "ff0f6f7b01", // a wrong number of properties
        "ff0f6f5f5f7b01", // undefined as a key
        "ff0f41012d240002", // two lengths that differ
        "ff0f2d", // a hole outside
        "ff0f3b5f3a01", // half an entry
        "ff0f42ffffffff0f", // a buffer longer than the bytes
        "ff0f4201015642000200", // a view longer than its buffer
        "ff0f4204010101015657010200", // a view that is not aligned
        "ff0f7e020100010101", // a buffer longer than its limit
        "ff0f7400", // a transferred buffer
        "ff0f722e2e7d", // (an error, then rubbish that is not looked at)
        "ff0f7278", // an unknown field of an error
        "ff0f5c63", // an unknown object of the platform
        "ff0f5201617f", // a RegExp without a string
        "ff0f52220161c001", // a flag that there is not
        "ff0f2a" // an unknown tag
      })
  void damageIsFound(String hex) {
    if (hex.startsWith("ff0f722e")) {
      assertThat(copy(hex)).isEqualTo("ff0f722e");
      return;
    }
    assertThatThrownBy(() -> copy(hex))
        .isInstanceOfSatisfying(
            WireException.class,
            e -> assertThat(e.guestMessage()).startsWith("Unable to deserialize cloned data"));
  }

  @Test
  void otherVersionsAreRefused() {
    for (String hex : new String[] {"ff0c5f", "ff105f", "5f"}) {
      assertThatThrownBy(() -> copy(hex))
          .isInstanceOfSatisfying(
              WireException.class,
              e -> assertThat(e.guestMessage()).isEqualTo(WireException.UNKNOWN_VERSION));
    }
  }

  @Test
  void depthIsBoundedByTheBytesOnly() {
    byte[] bytes = new byte[2 + 2 * 1_000_000];
    Arrays.fill(bytes, (byte) 'o');
    bytes[0] = (byte) 0xff;
    bytes[1] = 15;
    for (int i = 2; i < bytes.length; i += 2) {
      bytes[i] = 'A';
      bytes[i + 1] = 1;
    }
    assertThatThrownBy(() -> copy(bytes)).isInstanceOf(WireException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void damagedBytesAreAValueOrAFaultAndNeverAnythingElse(long seed) {
    Random random = new Random(seed);
    byte[] good = everything();
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = good.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        bytes[2 + random.nextInt(bytes.length - 2)] = (byte) random.nextInt(256);
      }
      if (random.nextInt(8) == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      try {
        byte[] once = copy(bytes);
        assertThat(copy(once)).isEqualTo(once);
      } catch (WireException expected) {
        assertThat(expected).hasMessageStartingWith("The stored value ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void arbitraryBytesAreAValueOrAFault(long seed) {
    Random random = new Random(seed);
    String tags = "_0TFIUNZ\"cS^o{a@A$DyxnzsR;:',B~tVr\\-?";
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = new byte[2 + random.nextInt(40)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            (byte)
                (random.nextBoolean()
                    ? tags.charAt(random.nextInt(tags.length()))
                    : random.nextInt(random.nextBoolean() ? 4 : 256));
      }
      bytes[0] = (byte) 0xff;
      bytes[1] = 15;
      try {
        byte[] once = copy(bytes);
        assertThat(copy(once)).isEqualTo(once);
      } catch (WireException expected) {
        assertThat(expected).hasMessageStartingWith("The stored value ");
      }
    }
  }

  @Test
  void numbersChooseTheirFormAsV8Does() {
    for (double value : new double[] {0, -0.0, 1.5, Integer.MAX_VALUE, 2147483648.0, Double.NaN}) {
      WireWriter writer = new WireWriter();
      writer.number(value);
      boolean whole = value == (int) value && !(value == 0 && 1 / value < 0);
      assertThat(writer.toByteArray()[2]).isEqualTo((byte) (whole ? 'I' : 'N'));
    }
  }
}
