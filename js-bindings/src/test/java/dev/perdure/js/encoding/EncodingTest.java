package dev.perdure.js.encoding;

import static dev.perdure.js.scope.TestRealm.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingTest {
  private static final String FAILURE =
      "const failure = (f) => { try { f() } catch (e) { return e.name + ': ' + e.message } };";

  @Test
  void textsComeBackFromTheirBytes() {
    assertThat(
            json(
                """
                const texts = ['', 'ascii', 'é', '💩'.repeat(50), 'a'.repeat(1000)];
                return texts.every((t) => new TextDecoder().decode(new TextEncoder().encode(t)) === t)
                  && [...new TextEncoder().encode('a\\ud800')].join() === '97,239,191,189';
                """))
        .isEqualTo("true");
  }

  @Test
  void eachByteOfAnEncodedSurrogateIsAFault() {
    assertThat(
            json(
                """
                const bytes = new Uint8Array([0x61, 0xed, 0xa0, 0xb5, 0xed, 0xb0]);
                const parts = new TextDecoder();
                return [new TextDecoder().decode(bytes),
                  parts.decode(bytes.subarray(0, 2), { stream: true }) + parts.decode(bytes.subarray(2)),
                  new TextDecoder().decode(new Uint8Array([0xe2, 0x82]))];
                """))
        .isEqualTo(
            "[\"a\ufffd\ufffd\ufffd\ufffd\ufffd\",\"a\ufffd\ufffd\ufffd\ufffd\ufffd\",\"\ufffd\"]");
  }

  @Test
  void encodeIntoKeepsPairsTogether() {
    assertThat(
            json(
                """
                const bytes = new Uint8Array(7).fill(1);
                const first = new TextEncoder().encodeInto('aé💩', bytes.subarray(1, 6));
                return [first, [...bytes], new TextEncoder().encodeInto('💩', new Uint8Array(4))];
                """))
        .isEqualTo("[{\"read\":2,\"written\":3},[1,97,195,169,1,1,1],{\"read\":2,\"written\":4}]");
  }

  @Test
  void aStreamingDecoderKeepsWhatIsNotComplete() {
    assertThat(
            json(
                """
                const d = new TextDecoder();
                const bytes = (...b) => new Uint8Array(b);
                return [d.decode(bytes(0xef, 0xbb), { stream: true }), d.decode(bytes(0xbf, 0x41, 0xf0, 0x9f), { stream: true }),
                  d.decode(bytes(0x92, 0xa9), { stream: true }), d.decode(), d.decode(bytes(0xf0)), d.decode(bytes(0xef, 0xbb, 0xbf, 0x42)),
                  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes(0xef, 0xbb, 0xbf, 0x42)).length];
                """))
        .isEqualTo("[\"\",\"A\",\"💩\",\"\",\"\ufffd\",\"B\",2]");
  }

  @ParameterizedTest
  @CsvSource({
    "' LATIN1 ',windows-1252,'128,233',€é",
    "iso-8859-10,iso-8859-10,'161,255',Ąĸ",
    "koi8-ru,koi8-u,'174,193',ўа",
    "windows-874,windows-874,161,ก",
    "sjis,shift_jis,'130,160,65',あA",
    "gb2312,gbk,'214,208',中",
    "euc-kr,euc-kr,'176,161',가",
    "big5,big5,'164,164',中",
    "iso-2022-jp,iso-2022-jp,'27,36,66,36,34,27,40,66',あ",
    "utf-16,utf-16le,'255,254,65,0,61,216,169,220',A💩",
    "unicodefffe,utf-16be,'0,65',A"
  })
  void labelsStandForEncodings(String label, String name, String bytes, String text) {
    assertThat(
            json(
                "const d = new TextDecoder('%s'); return [d.encoding, d.decode(new Uint8Array([%s]))];"
                    .formatted(label, bytes)))
        .isEqualTo("[\"" + name + "\",\"" + text + "\"]");
  }

  @Test
  void faultsHaveThePlatformsWords() {
    assertThat(
            json(
                FAILURE
                    + """
                    return [failure(() => new TextDecoder('foo')), failure(() => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255]))),
                      failure(() => new TextDecoder('utf-16le', { fatal: true }).decode(new Uint8Array([255]))),
                      failure(() => new TextDecoder().decode('x')), failure(() => btoa('€')), failure(() => atob('YQ=')).slice(0, 46)];
                    """))
        .isEqualTo(
            "[\"RangeError: \\\"foo\\\" is not a valid encoding.\",\"TypeError: Failed to decode input.\",\"TypeError: Failed"
                + " to decode input.\",\"TypeError: Failed to execute 'decode' on 'TextDecoder': parameter 1 is not of type"
                + " 'Array'.\",\"InvalidCharacterError: btoa() can only operate on characters in the Latin1 (ISO/IEC 8859-1)"
                + " range.\",\"InvalidCharacterError: atob() called with inva\"]");
  }

  @Test
  void base64ForgivesSpacesAndMissingPadding() {
    assertThat(
            json(
                "return [atob(' YQ = = '), atob('YQ'), atob('YWI='), atob(''), btoa('aÿ'), btoa(null)]"))
        .isEqualTo("[\"a\",\"a\",\"ab\",\"\",\"Yf8=\",\"bnVsbA==\"]");
  }

  @Test
  void base64AgreesWithTheJdk() {
    Random random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      String encoded = Base64Text.encode(text);
      assertThat(encoded).isEqualTo(Base64.getEncoder().encodeToString(bytes));
      assertThat(encoded == null ? null : Base64Text.decode(encoded)).isEqualTo(text);
    }
  }

  @Test
  void piecesGiveWhatTheWholeGives() {
    Random random = new Random(5);
    for (String name :
        new String[] {"utf-8", "utf-16le", "shift_jis", "gb18030", "euc-jp", "big5"}) {
      for (int i = 0; i < 2_000; i++) {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        int cut = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        Decoder pieces = Encodings.decoder(name, false, true, true);
        String first = pieces.decode(java.util.Arrays.copyOf(bytes, cut), false);
        String second = pieces.decode(java.util.Arrays.copyOfRange(bytes, cut, bytes.length), true);
        assertThat(first + second)
            .isEqualTo(Encodings.decoder(name, false, true, true).decode(bytes, true));
      }
    }
  }
}
