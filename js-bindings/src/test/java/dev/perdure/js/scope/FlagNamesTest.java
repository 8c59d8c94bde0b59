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
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The compatibility flags that scripts of the global scope ask for. */
class FlagNamesTest {
  private static final Pattern ASKED = Pattern.compile("\\bflag\\('([^']*)'\\)");

  @Test
  void everyFlagThatAPartAsksForExists() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(Parts.class.getResource("/dev/perdure/js/lib")).toURI());
    List<String> asked;
    try (Stream<Path> files = Files.walk(folder)) {
      asked =
          files
              .filter(file -> file.toString().endsWith(".js"))
              .flatMap(file -> ASKED.matcher(text(file)).results().map(MatchResult::group))
              .map(call -> call.substring(call.indexOf('\'') + 1, call.lastIndexOf('\'')))
              .distinct()
              .toList();
    }
    assertThat(asked).hasSizeGreaterThan(40);
    assertThat(Arrays.stream(CompatFlag.values()).map(Enum::name)).containsAll(asked);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
