package dev.perdure.workers.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompatFlagsTest {
  private static final LocalDate OLD = LocalDate.of(2021, 1, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  @Test
  void flagIsOnFromItsDate() {
    assertThat(CompatFlags.of(LocalDate.of(2024, 4, 2)).on(CompatFlag.RPC)).isFalse();
    assertThat(CompatFlags.of(LocalDate.of(2024, 4, 3)).on(CompatFlag.RPC)).isTrue();
  }

  @Test
  void nameTurnsFlagOnBeforeItsDateAndOffAfterIt() {
    assertThat(CompatFlags.of(OLD, List.of("rpc")).on(CompatFlag.RPC)).isTrue();
    assertThat(CompatFlags.of(TODAY, List.of("no_rpc")).on(CompatFlag.RPC)).isFalse();
  }

  @Test
  void flagBringsOthersFromTheirDateOn() {
    List<String> nodejs = List.of("nodejs_compat");
    LocalDate switchOver = LocalDate.of(2024, 9, 23);
    assertThat(CompatFlags.of(switchOver, nodejs).on(CompatFlag.NODEJS_COMPAT_V2)).isTrue();
    assertThat(CompatFlags.of(switchOver.minusDays(1), nodejs).on(CompatFlag.NODEJS_COMPAT_V2))
        .isFalse();
    assertThat(CompatFlags.of(OLD, nodejs).on(CompatFlag.NODEJS_ALS)).isTrue();
  }

  @Test
  void flagThatIsSwitchedOffIsNotBroughtByAnother() {
    CompatFlags flags =
        CompatFlags.of(LocalDate.of(2025, 1, 1), List.of("nodejs_compat", "no_nodejs_compat_v2"));
    assertThat(flags.on(CompatFlag.NODEJS_COMPAT_V2)).isFalse();
    assertThat(flags.on(CompatFlag.NODEJS_ZLIB)).isTrue();
  }

  @Test
  void flagsAreBroughtOverSeveralSteps() {
    CompatFlags flags = CompatFlags.of(LocalDate.of(2025, 9, 1), List.of("nodejs_compat"));
    assertThat(flags.on(CompatFlag.ENABLE_NODEJS_HTTP_SERVER_MODULES)).isTrue();
  }

  @Test
  void allFaultsAreReportedTogether() {
    assertThatThrownBy(
            () -> CompatFlags.of(OLD, List.of("nodejs_compaat", "rpc", "no_rpc", "x", "x")))
        .isInstanceOf(CompatException.class)
        .hasMessage(
            """
            No such compatibility flag: 'nodejs_compaat'. Did you mean 'nodejs_compat', \
            'no_nodejs_compat' or 'nodejs_compat_v2'?
            Compatibility flags are mutually contradictory: 'rpc' vs 'no_rpc'. Remove one of them.
            No such compatibility flag: 'x'.
            Compatibility flag specified multiple times: 'x'. Keep one of them.\
            """);
  }

  @Test
  void dateInTheFutureIsAFault() {
    assertThat(CompatFlags.faults(TODAY.plusDays(1), List.of(), TODAY))
        .extracting(CompatFault::message)
        .containsExactly(
            "Can't set compatibility date in the future: '2026-11-22'."
                + " Today's date (UTC) is '2026-11-21'.");
  }

  @Test
  void flagThatTheDateHasOnIsOnlyRemarkedUpon() {
    List<CompatFault> faults = CompatFlags.faults(TODAY, List.of("nodejs_compat"), TODAY);
    assertThat(faults).extracting(CompatFault::fatal).containsExactly(false);
    assertThat(faults.getFirst().message())
        .isEqualTo(
            "The compatibility flag 'nodejs_compat' became the default as of 2026-08-04,"
                + " so does not need to be specified anymore.");
  }

  @Test
  void malformedDatesAreNotRead() {
    assertThat(List.of("2024-1-1", "yesterday", "2024-02-30", "0001-01-01"))
        .allMatch(text -> CompatFlags.parseDate(text).isEmpty());
    assertThat(CompatFlags.parseDate("2024-02-29")).contains(LocalDate.of(2024, 2, 29));
  }

  @Test
  void namesOfTheTableAreUnique() {
    Set<String> names = new HashSet<>();
    assertThat(Arrays.stream(CompatFlag.values()).map(CompatFlag::enableName)).allMatch(names::add);
    assertThat(Arrays.stream(CompatFlag.values()).flatMap(flag -> flag.disableName().stream()))
        .allMatch(names::add);
  }
}
