package dev.perdure.workers.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompatFlagPageTest {
  private static final Path PROJECT = project();
  private static final Path PAGE = PROJECT.resolve("docs/compatibility-flags.md");
  private static final Pattern ASKED =
      Pattern.compile("CompatFlag\\.([A-Z0-9_]+)|flag\\(\\s*'([A-Z0-9_]+)'");

  @Test
  void thePageListsEveryFlagAsTheTableHasIt() throws IOException {
    String page = page();
    if (Boolean.getBoolean("perdure.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("Run this test with -Dperdure.write=true to write the page again.")
        .isEqualTo(page);
  }

  @Test
  void flagsThatTheCodeAsksForAreThoseThatTheTableCallsImplemented() throws IOException {
    Set<CompatFlag> asked = EnumSet.noneOf(CompatFlag.class);
    for (Path source : sources()) {
      Matcher matcher = ASKED.matcher(Files.readString(source));
      while (matcher.find()) {
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        Stream.of(CompatFlag.values()).filter(flag -> flag.name().equals(name)).forEach(asked::add);
      }
    }
    assertThat(Stream.of(CompatFlag.values()).filter(CompatFlagPageTest::implemented))
        .containsExactlyInAnyOrderElementsOf(asked);
  }

  private static boolean implemented(CompatFlag flag) {
    return flag.support() == CompatFlag.Support.BOTH || flag.support() == CompatFlag.Support.PART;
  }

  private static List<Path> sources() throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> modules = Files.list(PROJECT)) {
      for (Path main : modules.map(module -> module.resolve("src/main")).toList()) {
        if (Files.isDirectory(main)) {
          try (Stream<Path> files = Files.walk(main)) {
            files
                .filter(file -> file.toString().matches(".*\\.(java|js)"))
                .filter(file -> !file.endsWith("CompatFlag.java"))
                .forEach(all::add);
          }
        }
      }
    }
    return all;
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Compatibility flags

            What each flag of the platform does here, in the order of workerd's `compatibility-date.capnp`. The date is the
            first `compatibility_date` at which the change is on by itself. A test writes this page from the enum
            `CompatFlag`, and compares the rows with what the code asks for.

            | here | meaning |
            |---|---|
            | both | the flag switches the behaviour, as on the platform |
            | part | some of what the flag changes is switched |
            | on | Perdure always behaves as if the flag were on |
            | no | neither side is promised |
            | nothing | the flag changes nothing that could be seen here |

            """);
    page.append("Flags:");
    for (CompatFlag.Support support : CompatFlag.Support.values()) {
      page.append(' ').append(word(support)).append(' ').append(count(support)).append(',');
    }
    page.setLength(page.length() - 1);
    page.append(" of ").append(CompatFlag.values().length).append(".\n\n");
    page.append("| flag | turned off by | on from | here | what it changes |\n");
    page.append("|---|---|---|---|---|\n");
    for (CompatFlag flag : CompatFlag.values()) {
      page.append("| `").append(flag.enableName()).append("` | ");
      page.append(flag.disableName().map(name -> "`" + name + "`").orElse("")).append(" | ");
      page.append(flag.onFrom().map(Object::toString).orElse(""));
      page.append(flag.experimental() ? " experimental" : "").append(" | ");
      page.append(word(flag.support())).append(" | ").append(flag.changes()).append(" |\n");
    }
    return page.toString();
  }

  private static long count(CompatFlag.Support support) {
    return Stream.of(CompatFlag.values()).filter(flag -> flag.support() == support).count();
  }

  private static String word(CompatFlag.Support support) {
    return switch (support) {
      case BOTH -> "both";
      case PART -> "part";
      case ON -> "on";
      case NONE -> "no";
      case IRRELEVANT -> "nothing";
    };
  }

  private static Path project() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/architecture.md"))) {
      folder = Objects.requireNonNull(folder.getParent(), "a checkout around the tests");
    }
    return folder;
  }
}
