package dev.perdure.js.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.workers.compat.CompatFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the scripts of the global scope have in common. */
class PartScriptsTest {
  private static final Pattern ASKED = Pattern.compile("\\bflag\\('([^']*)'\\)");
  private static final Map<String, String> SCRIPTS = new TreeMap<>();

  @BeforeAll
  static void readAll() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(Parts.class.getResource("/dev/perdure/js/lib")).toURI());
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".js"))
          .forEach(file -> SCRIPTS.put(folder.relativize(file).toString(), text(file)));
    }
  }

  @Test
  void everyFlagThatAPartAsksForExists() {
    List<String> asked =
        SCRIPTS.values().stream()
            .flatMap(script -> ASKED.matcher(script).results().map(MatchResult::group))
            .map(call -> call.substring(call.indexOf('\'') + 1, call.lastIndexOf('\'')))
            .distinct()
            .toList();
    assertThat(asked).hasSizeGreaterThan(40);
    assertThat(Arrays.stream(CompatFlag.values()).map(Enum::name)).containsAll(asked);
  }

  @Test
  void theFunctionOfEveryPartHasTheNameThatIsNotCompiled() {
    assertThat(SCRIPTS).hasSizeGreaterThan(100);
    Pattern named = Pattern.compile("(?m)^\\(function " + Part.FUNCTION + "\\(host\\b");
    assertThat(
            SCRIPTS.entrySet().stream()
                .filter(script -> !named.matcher(script.getValue()).find())
                .map(Map.Entry::getKey))
        .isEmpty();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
