package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AlarmTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String UNDEFINED = "[undefined]";

  @RegisterExtension static final TestHost HOST = TestHost.of("alarms").timed();

  private static String in(Duration time) {
    return String.valueOf(HOST.now().plus(time).toEpochMilli());
  }

  private static Object plan(String name, String handler, Duration time, String... more) {
    String[] query = Arrays.copyOf(more, more.length + 3);
    query[more.length] = "name=" + name;
    query[more.length + 1] = "handler=" + handler;
    query[more.length + 2] = "at=" + in(time);
    return HOST.run("plan", query);
  }

  private static Object ran(String name, int count) {
    return HOST.run("ran", "name=" + name, "count=" + count);
  }

  /**
   * The runs and the alarm. What an object sends leaves in order, so that the outcome of a run that
   * was seen before has arrived at the host's alarms once this is answered.
   */
  private static List<?> state(String name) {
    return (List<?>) HOST.run("state", "name=" + name);
  }

  private static List<Object> runs(int count) {
    return IntStream.range(0, count).<Object>mapToObj(i -> i + " " + (i > 0)).toList();
  }

  private static List<?> stateOf(List<?> runs, @Nullable Object alarm) {
    return Arrays.asList(runs, alarm);
  }

  /** Lets the pauses after a failure pass, with the most that is added to them by chance. */
  private static void passPause(int retry) {
    HOST.pass(Duration.ofMillis(2500L << retry));
  }

  @Test
  @Behaviour({"ALARM-001", "ALARM-009", "ALARM-015", "ALARM-027", "ALARM-032"})
  void anAlarmRunsOnceAndNotBeforeItsTime() {
    plan("once", "nothing", SOON);
    HOST.pass(SOON.minusMillis(1));
    assertThat(state("once").getFirst()).isEqualTo(List.of());
    HOST.pass(Duration.ofMillis(2));
    assertThat(ran("once", 1)).isEqualTo(List.of("0 false"));
    HOST.pass(Duration.ofHours(1));
    assertThat(state("once")).isEqualTo(stateOf(runs(1), null));
  }

  @Test
  @Behaviour({"ALARM-002", "ALARM-003", "ALARM-005", "ALARM-030", "ALARM-040"})
  void theTimeIsKeptToTheMillisecond() {
    assertThat(HOST.run("calls"))
        .isEqualTo(List.of(Arrays.asList(null, true, 5, null), nCopies(4, "undefined")));
  }

  @Test
  @Behaviour({"ALARM-007", "ALARM-041"})
  void aTimeMustBeAPositiveNumberOrADate() {
    Object tooEarly = error("TypeError", "setAlarm() cannot be called with an alarm time <= 0");
    Object invalid =
        error("TypeError", "The value cannot be converted because it is not a valid Date.");
    assertThat(HOST.run("refusals"))
        .isEqualTo(List.of(tooEarly, tooEarly, invalid, invalid, invalid, invalid, invalid));
  }

  @Test
  @Behaviour("ALARM-008")
  void aClassNeedsAHandler() {
    assertThat(HOST.run("withoutHandler"))
        .isEqualTo(
            error(
                "TypeError",
                "Your Durable Object class must have an alarm() handler in order to call"
                    + " setAlarm()"));
  }

  @Test
  @Behaviour("ALARM-034")
  void theHandlerCannotBeCalled() {
    assertThat(HOST.run("overRpc"))
        .isEqualTo(
            error(
                "TypeError",
                "'alarm' is a reserved method and cannot be called over RPC.",
                "remote",
                true));
  }

  @Test
  @Behaviour("ALARM-004")
  void aSecondTimeReplacesTheFirst() {
    plan("replaced", "nothing", SOON);
    plan("replaced", "nothing", SOON.multipliedBy(3));
    HOST.pass(SOON.multipliedBy(2));
    assertThat(state("replaced").getFirst()).isEqualTo(List.of());
    HOST.pass(SOON.multipliedBy(2));
    assertThat(ran("replaced", 1)).isEqualTo(runs(1));
    HOST.pass(SOON.multipliedBy(9));
    assertThat(state("replaced")).isEqualTo(stateOf(runs(1), null));
  }

  @Test
  @Behaviour("ALARM-006")
  void aTimeInThePastRunsSoonButNotInsideTheCall() {
    Object planned = plan("past", "nothing", Duration.ofSeconds(-5));
    assertThat(planned).isInstanceOf(Number.class);
    assertThat(ran("past", 1)).isEqualTo(runs(1));
  }

  @Test
  @Behaviour({
    "ALARM-010",
    "ALARM-011",
    "ALARM-012",
    "ALARM-013",
    "ALARM-018",
    "ALARM-037",
    "LIM-019"
  })
  void anAlarmThatFailsIsTriedSixTimesMoreWithGrowingPauses() {
    Object time = plan("failing", "fail", SOON);
    HOST.pass(SOON);
    for (int retry = 0; retry < 6; retry++) {
      assertThat(ran("failing", retry + 1)).isEqualTo(runs(retry + 1));
      assertThat(state("failing")).isEqualTo(stateOf(runs(retry + 1), time));
      HOST.pass(Duration.ofMillis((2000L << retry) - 1));
      assertThat(state("failing").getFirst()).as("too early").isEqualTo(runs(retry + 1));
      HOST.pass(Duration.ofMillis((500L << retry) + 1));
    }
    assertThat(ran("failing", 7)).isEqualTo(runs(7));
    HOST.pass(Duration.ofDays(1));
    assertThat(state("failing")).isEqualTo(stateOf(runs(7), null));
    assertThat(HOST.logs()).anyMatch(line -> line.contains("Error: the alarm failed"));
    HOST.restart();
    assertThat(state("failing")).isEqualTo(stateOf(runs(7), null));
  }

  @Test
  @Behaviour({"ALARM-011", "ALARM-018"})
  void whatIsWrittenBetweenRetriesDoesNotBeginThemAnew() {
    plan("between", "failTwice", SOON);
    HOST.pass(SOON);
    ran("between", 1);
    HOST.run("plan", "name=between", "handler=failTwice", "next=1");
    assertThat(state("between").getFirst()).isEqualTo(runs(1));
    passPause(0);
    assertThat(ran("between", 2)).isEqualTo(runs(2));
    state("between");
    passPause(1);
    assertThat(ran("between", 3)).isEqualTo(runs(3));
    assertThat(state("between")).isEqualTo(stateOf(runs(3), null));
  }

  @Test
  @Behaviour("ALARM-012")
  void anAlarmThatWasDroppedCanBeSetAgain() {
    plan("again", "fail", SOON);
    HOST.pass(SOON);
    for (int retry = 0; retry < 6; retry++) {
      ran("again", retry + 1);
      state("again");
      passPause(retry);
    }
    ran("again", 7);
    state("again");
    plan("again", "nothing", SOON);
    HOST.pass(SOON);
    assertThat((List<?>) ran("again", 8)).element(7).isEqualTo("0 false");
  }

  @Test
  @Behaviour({"ALARM-010", "ALARM-012"})
  void anAlarmThatResetsItsObjectIsDroppedInTheEndToo() {
    plan("aborting", "abort", SOON);
    HOST.pass(SOON);
    for (int retry = 0; retry < 6; retry++) {
      assertThat(ran("aborting", 0)).isNotNull();
      state("aborting");
      passPause(retry);
    }
    ran("aborting", 0);
    assertThat(state("aborting").getLast()).isNull();
  }

  @Test
  @Behaviour("ALARM-016")
  void theHandlerCanSetTheNextAlarm() {
    plan("next", "setAgain", SOON, "next=" + in(SOON.multipliedBy(2)));
    HOST.pass(SOON);
    assertThat(ran("next", 1)).isEqualTo(runs(1));
    assertThat(state("next").getLast()).isNotNull();
    HOST.pass(SOON);
    assertThat(ran("next", 2)).isEqualTo(List.of("0 false", "0 false"));
    assertThat(state("next").getLast()).isNull();
  }

  @Test
  @Behaviour("ALARM-017")
  void theHandlerSeesNoAlarmUnlessItSetsOne() {
    String next = in(SOON.multipliedBy(2));
    plan("looking", "look", SOON, "next=" + next);
    HOST.pass(SOON);
    ran("looking", 1);
    assertThat(HOST.run("notes", "name=looking"))
        .isEqualTo(Arrays.asList("constructor", "alarm", null, Long.valueOf(next)));
  }

  @Test
  @Behaviour("ALARM-019")
  void aHandlerThatSetsAnAlarmAndFailsIsNotTriedAgain() {
    plan("set and fail", "setAgainAndFail", SOON, "next=" + in(SOON.multipliedBy(9)));
    HOST.pass(SOON);
    ran("set and fail", 1);
    state("set and fail");
    HOST.pass(SOON.multipliedBy(7));
    assertThat(state("set and fail").getFirst()).isEqualTo(runs(1));
    HOST.pass(SOON.multipliedBy(2));
    assertThat(ran("set and fail", 2)).isEqualTo(List.of("0 false", "0 false"));
  }

  @Test
  @Behaviour("ALARM-020")
  void deletingTheAlarmInItsHandlerPreventsRetries() {
    plan("deleting", "deleteAndFail", SOON);
    HOST.pass(SOON);
    assertThat(ran("deleting", 1)).isEqualTo(runs(1));
    state("deleting");
    passPause(3);
    assertThat(state("deleting")).isEqualTo(stateOf(runs(1), null));
  }

  @Test
  @Behaviour({"ALARM-021", "ALARM-022", "ALARM-023"})
  void anAlarmSetWhileOneRunsWaitsForItsEnd() {
    plan("held", "holdFirst", SOON);
    HOST.pass(SOON);
    plan("held", "holdFirst", SOON);
    HOST.pass(SOON.multipliedBy(2));
    assertThat(state("held").getFirst()).as("runs while one runs").isEqualTo(runs(1));
    HOST.run("release", "name=held");
    assertThat(ran("held", 2)).isEqualTo(List.of("0 false", "0 false"));
    assertThat(HOST.run("notes", "name=held"))
        .isEqualTo(List.of("constructor", "alarm", "begins", "released", "ends", "alarm"));
    assertThat(state("held").getLast()).isNull();
  }

  @Test
  @Behaviour("ALARM-024")
  void anAlarmWakesAnObjectThatIsNotInMemory() {
    plan("asleep", "nothing", Duration.ofHours(1));
    HOST.restart();
    HOST.pass(Duration.ofHours(1));
    ran("asleep", 1);
    assertThat(HOST.run("notes", "name=asleep"))
        .isEqualTo(List.of("constructor", "constructor", "alarm"));
  }

  @Test
  @Behaviour("ALARM-025")
  void aConstructorThatSetsTheAlarmPutsOffTheOneThatWakesIt() {
    HOST.run(
        "eagerPlan",
        "name=eager",
        "at=" + in(Duration.ofMinutes(30)),
        "next=" + in(Duration.ofMinutes(60)));
    HOST.restart();
    HOST.pass(Duration.ofMinutes(40));
    List<?> put = (List<?>) HOST.run("eagerState", "name=eager");
    assertThat(put.getFirst()).isEqualTo(0);
    assertThat((Long) put.getLast()).isGreaterThan(HOST.now().toEpochMilli());
  }

  @Test
  @Behaviour({"ALARM-026", "ALARM-031", "ALARM-039"})
  void alarmsThatCameDueMeanwhileRunAfterTheStart() {
    for (int i = 0; i < 20; i++) {
      plan("down" + i, "nothing", SOON);
    }
    HOST.stop();
    HOST.pass(Duration.ofMinutes(5));
    HOST.start();
    for (int i = 0; i < 20; i++) {
      assertThat(ran("down" + i, 1)).isEqualTo(runs(1));
    }
  }

  @Test
  @Behaviour("ALARM-028")
  void anAlarmThatWasCutOffRunsAgain() {
    plan("cut off", "holdFirst", SOON);
    HOST.pass(SOON);
    assertThat(state("cut off").getFirst()).isEqualTo(runs(1));
    HOST.restart();
    assertThat(ran("cut off", 2)).isEqualTo(List.of("0 false", "0 false"));
    assertThat(state("cut off").getLast()).isNull();
  }

  @Test
  @Behaviour("ALARM-029")
  void settingAnAlarmIsAWriteLikeOthers() {
    long time = HOST.now().plus(Duration.ofHours(2)).toEpochMilli();
    assertThat(HOST.run("rolledBack", "at=" + time))
        .isEqualTo(Arrays.asList("sync", time, time + 2000, time, null, UNDEFINED));
    assertThat(HOST.run("setAndAbort", "name=aborted", "at=" + time))
        .isEqualTo(List.of(List.of(UNDEFINED), Arrays.asList(List.of(), null)));
  }

  @Test
  @Behaviour("ALARM-033")
  void aHandlerMayRunForAQuarterOfAnHour() {
    plan("long", "hold", SOON);
    HOST.pass(SOON);
    state("long");
    HOST.pass(Duration.ofMinutes(14));
    assertThat(state("long").getFirst()).isEqualTo(runs(1));
    HOST.pass(Duration.ofMinutes(2));
    state("long");
    passPause(0);
    assertThat(state("long").getFirst()).isEqualTo(runs(2));
  }

  @Test
  @Behaviour("ALARM-036")
  void aHandlerHasTheProcessorLimitOfARequest() {
    plan("spinning", "spin", SOON);
    HOST.pass(SOON);
    // The answer is lost with the object that spins, and asked for again.
    assertThat(ran("spinning", 0)).isNotNull();
    plan("spinning", "nothing", SOON);
    HOST.pass(SOON);
    assertThat((List<?>) HOST.run("notes", "name=spinning")).last().isEqualTo("alarm");
  }

  @Test
  @Behaviour("ALARM-035")
  void anErrorThatIsCaughtIsNoFailure() {
    plan("catching", "catchAndSetAgain", SOON, "next=" + in(Duration.ofDays(1)));
    HOST.pass(SOON);
    ran("catching", 1);
    state("catching");
    passPause(2);
    assertThat(state("catching").getFirst()).isEqualTo(runs(1));
    assertThat(state("catching").getLast()).isNotNull();
  }

  /** Before the compatibility date 2026-02-24 deleteAll() keeps the alarm. */
  @Test
  @Behaviour("ALARM-038")
  void deleteAllKeepsTheAlarmAtAnOldDate() {
    Object time = plan("kept", "nothing", SOON);
    assertThat(HOST.run("deleteAll", "name=kept")).isEqualTo(time);
    HOST.run("plan", "name=kept");
    HOST.pass(SOON);
    assertThat(ran("kept", 1)).isEqualTo(runs(1));
  }

  @Test
  @Behaviour("ALARM-043")
  void requestsCanBeCollectedUntilAnAlarm() {
    for (String value : List.of("a", "b", "c")) {
      HOST.fetch("/add?value=" + value + "&now=" + HOST.now().toEpochMilli());
      HOST.pass(Duration.ofSeconds(3));
    }
    assertThat(HOST.run("batches")).isEqualTo(List.of());
    HOST.pass(Duration.ofSeconds(2));
    assertThat(HOST.run("batches")).isEqualTo(List.of(List.of("a", "b", "c")));
  }

  @Test
  @Behaviour("ALARM-044")
  void anObjectCanForgetWhatNobodyTouches() {
    for (int life = 1; life <= 3; life++) {
      assertThat(HOST.run("touch", "now=" + HOST.now().toEpochMilli()))
          .isEqualTo(List.of("life", life));
      HOST.pass(Duration.ofSeconds(50));
    }
    HOST.pass(Duration.ofSeconds(11));
    assertThat(HOST.run("look")).isEqualTo(List.of());
  }
}
