package dev.perdure.js.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StreamsTest {
  private static String resource(String name) throws IOException {
    try (InputStream in = StreamsTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Runs a script that returns an object and gives its entries as lines. */
  private static String answers(String name) throws IOException {
    String script = resource(name).replaceFirst("return out;\\s*$", "");
    try (TestRealm realm = new TestRealm()) {
      realm.run(
          script
              + """
              globalThis.answers = Object.entries(out)
                .map(([name, answer]) => `${name}: ${typeof answer === 'string' ? answer : JSON.stringify(answer)}\\n`).join('');
              """);
      return realm.realm().context().eval("js", "answers").asString();
    }
  }

  @Test
  void streamsBehaveAsTheStandardSays() throws IOException {
    assertThat(answers("behaviours.js").lines())
        .containsExactlyElementsOf(resource("behaviours.txt").lines().toList());
  }

  @Test
  void faultsHaveThePlatformsTexts() throws IOException {
    assertThat(answers("faults.js").lines())
        .containsExactlyElementsOf(resource("faults.txt").lines().toList());
  }
}
