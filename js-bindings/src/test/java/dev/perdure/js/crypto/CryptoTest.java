package dev.perdure.js.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CryptoTest {
  private static String resource(String name) throws IOException {
    try (InputStream in = CryptoTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void subtleCryptoAnswersAsTheRuntimeDoes() throws IOException {
    String calls = resource("subtle-calls.js").replaceFirst("return out;\\s*$", "");
    try (TestRealm realm = new TestRealm()) {
      realm.run(calls + "console.log(out.join('\\n'));");
      assertThat(realm.log().getFirst().substring("LOG ".length()).lines())
          .containsExactlyElementsOf(resource("subtle-answers.txt").lines().toList());
    }
  }

  @Test
  void randomUuidsDiffer() {
    assertThat(TestRealm.json("return new Set([1, 2, 3].map(() => crypto.randomUUID())).size;"))
        .isEqualTo("3");
  }

  @Test
  void subtleCryptoIsNotLoadedForARandomUuid() {
    assertThat(
            TestRealm.json(
                """
                const names = Object.getOwnPropertyDescriptor(globalThis, 'SubtleCrypto');
                crypto.randomUUID();
                return [typeof names.get, typeof crypto.subtle.digest, crypto.subtle instanceof SubtleCrypto];
                """))
        .isEqualTo("[\"function\",\"function\",true]");
  }

  @Test
  void aDigestStreamHashesWhatIsWrittenToIt() {
    assertThat(
            TestRealm.json(
                """
                const stream = new crypto.DigestStream('SHA-1');
                const writer = stream.getWriter();
                await writer.write(new Uint8Array([97, 98]));
                await writer.write('c');
                await writer.close();
                const checksum = new crypto.DigestStream('crc32');
                const other = checksum.getWriter();
                other.write('hello');
                other.close();
                const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
                return [hex(await stream.digest), String(stream.bytesWritten), stream instanceof WritableStream, hex(await checksum.digest)];
                """))
        .isEqualTo("[\"a9993e364706816aba3e25717850c26c9cd0d89d\",\"3\",true,\"3610a686\"]");
  }
}
