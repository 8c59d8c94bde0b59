package dev.perdure.testworkers.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.harness.TestHost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The probes of {@code workers/facts} give here what they gave on Cloudflare's own runtime ({@code
 * facts.json}), but for what {@code docs/differences.md} explains.
 */
class FactsTest {
  private static final Path TABLE = Path.of("../docs/differences.md");
  private static final Pattern ROW =
      Pattern.compile("\\| ([a-z, ]+) \\| `(.*?)` \\| `(.*?)` \\|.*");

  @RegisterExtension static final TestHost HOST = TestHost.of("facts");

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "kv", "caller"})
  void probesGiveWhatTheyGaveOnThePeer(String site) throws IOException {
    Map<String, Object> expected = new TreeMap<>(entries(Objects.requireNonNull(peer().get(site))));
    explained(site)
        .forEach((probe, answer) -> {
          assertThat(expected.get(probe)).as(probe).isNotNull().isNotEqualTo(answer);
          expected.put(probe, answer);
        });

    assertThat(new TreeMap<>(entries(HOST.fetch("/" + site).json())))
        .containsExactlyEntriesOf(expected);
  }

  private static Map<String, Object> peer() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(FactsTest.class.getResourceAsStream("facts.json"))) {
      return entries(TestHost.json(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> entries(Object json) {
    return (Map<String, Object>) json;
  }

  /** What Perdure answers where it differs, by probe. */
  private static Map<String, Object> explained(String site) throws IOException {
    Map<String, Object> answers = new TreeMap<>();
    for (String line : Files.readAllLines(TABLE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && List.of(row.group(1).split(", ")).contains(site)) {
        answers.put(row.group(2), row.group(3));
      }
    }
    return answers;
  }
}
