package dev.perdure.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactLikeTest {
  @ParameterizedTest
  @CsvSource({
    "abc, abc, true",
    "abc, abC, false",
    "a%, abc, true",
    "%c, abc, true",
    "%b%, abc, true",
    "a%b%c, aXbXbXc, true",
    "a%b%c, aXbXbXd, false",
    "a_c, abc, true",
    "a_c, ac, false",
    "_, 😀, true",
    "%, '', true",
    "%%, x, true",
    "a, '', false",
    "'', a, false"
  })
  void signsStandForAnyTextAndAnyCharacter(String pattern, String text, boolean matches) {
    assertThat(ExactLike.matches(pattern, text, null)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "a!%, a%, true",
    "a!%, ab, false",
    "a!_%, a_b, true",
    "!!, !, true",
    "a!, a, false",
    "%!%, 50%, true",
    "%!%, 50, false"
  })
  void anEscapedSignStandsForItself(String pattern, String text, boolean matches) {
    assertThat(ExactLike.matches(pattern, text, "!")).isEqualTo(matches);
  }

  @Test
  void manySignsTakeNoMoreTimeThanTheirProductWithTheText() {
    assertThat(ExactLike.matches("%a".repeat(12) + "%b", "a".repeat(100_000), null)).isFalse();
  }
}
