package dev.perdure.host.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IgnoreRulesTest {
  @ParameterizedTest
  @CsvSource({
    "*.map, a/b.map, true",
    "*.map, a/b.js, false",
    "/top.txt, top.txt, true",
    "/top.txt, a/top.txt, false",
    "dir/, dir/x, true",
    "dir/, dir, false",
    "a/**/z, a/b/c/z, true",
    "file?.js, file1.js, true",
    "[ab].js, c.js, false",
  })
  void patterns(String pattern, String path, boolean ignored) {
    assertThat(IgnoreRules.of(List.of(pattern)).ignore(path)).isEqualTo(ignored);
  }

  @ParameterizedTest
  @CsvSource({"keep.map, false", "other.map, true", "dir/keep.map, true"})
  void aLaterPatternKeepsAFileUnlessItsFolderIsIgnored(String path, boolean ignored) {
    IgnoreRules rules = IgnoreRules.of(List.of("# comment", "*.map", "dir/", "!keep.map"));

    assertThat(rules.ignore(path)).isEqualTo(ignored);
  }
}
