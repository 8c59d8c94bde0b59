package dev.perdure.testworkers.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.perdure.testworkers.harness.TestHost;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fails when a request of the benchmark's worker comes to cost more calls between Java and the
 * guest, or more bytes, than it does today. Who makes one cheaper lowers its figure.
 */
class CostTest {
  private static final int WARM_UP = 150;
  private static final int REQUESTS = 100;

  /** What the JVM counts in some runs and not in others. */
  private static final Set<String> CHANCE = Set.of("Reply.waits", "Url.pathname");

  /**
   * Calls by which a request may be above its figure, for other methods that are missed at times.
   */
  private static final double SLACK = 2.5;

  /** The methods that a guest can call are all those with the annotation. */
  private static final String CALLS =
      "@org.graalvm.polyglot.HostAccess$Export;org.graalvm.polyglot.Value";

  /** The methods of a value that run code of the guest's. */
  private static final Predicate<String> INTO_GUEST =
      method -> method.matches("Value\\.(execute|executeVoid|invokeMember|newInstance)");

  /** The other methods of a value look into the guest's memory. */
  private static final Predicate<String> LOOKS =
      method -> method.startsWith("Value.") && !method.equals("Value.<init>");

  @RegisterExtension
  static final TestHost HOST =
      TestHost.at(Path.of("benchmarks/worker"), TestHost.Settings.DEV).quiet();

  /**
   * The figures of today for one request: methods of Java that the guest calls, functions of the
   * guest that Java calls, looks of Java into the guest, and bytes, which half as many more may
   * exceed. They are those of interpreted guest code, so that compilation does not change them.
   */
  enum Cost {
    HELLO("/hello", 11, 1, 5, 46_200),
    OBJECT("/memory/one", 39, 4, 7, 105_500),
    PUT("/put/one", 40, 5, 15, 122_700),
    SELECT("/select/one", 42, 4, 9, 145_100),
    RPC("/rpc/one", 22, 6, 25, 158_300),
    LIST("/list/one", 40, 5, 7, 1_977_000);

    private final String path;
    private final int outOfGuest;
    private final int intoGuest;
    private final int looks;
    private final int bytes;

    Cost(String path, int outOfGuest, int intoGuest, int looks, int bytes) {
      this.path = path;
      this.outOfGuest = outOfGuest;
      this.intoGuest = intoGuest;
      this.looks = looks;
      this.bytes = bytes;
    }
  }

  @BeforeAll
  static void fill() {
    assertThat(HOST.fetch("/fill/one").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void aRequestCrossesTheBoundaryAsSeldomAsToday(Cost cost) throws Exception {
    fetch(cost, WARM_UP);
    Map<String, Long> calls = CountedCalls.during(CALLS, () -> fetch(cost, REQUESTS));
    calls.keySet().removeAll(CHANCE);

    assertThat(each(calls, method -> !method.startsWith("Value.")))
        .as("calls of Java by the guest, %s", calls)
        .isPositive()
        .isLessThan(cost.outOfGuest + SLACK);
    assertThat(each(calls, INTO_GUEST))
        .as("calls of the guest by Java, %s", calls)
        .isPositive()
        .isLessThan(cost.intoGuest + SLACK);
    assertThat(each(calls, LOOKS.and(INTO_GUEST.negate())))
        .as("looks into the guest, %s", calls)
        .isPositive()
        .isLessThan(cost.looks + SLACK);
  }

  @ParameterizedTest
  @EnumSource
  void aRequestAllocatesAsLittleAsToday(Cost cost) {
    fetch(cost, WARM_UP);
    long before = allocated();
    fetch(cost, REQUESTS);
    assertThat((allocated() - before) / REQUESTS)
        .as("bytes of a request")
        .isPositive()
        .isLessThan(cost.bytes * 3L / 2);
  }

  private static double each(Map<String, Long> calls, Predicate<String> which) {
    return calls.entrySet().stream()
            .filter(method -> which.test(method.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum()
        / (double) REQUESTS;
  }

  private static void fetch(Cost cost, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(HOST.fetch(cost.path).status()).isEqualTo(200);
    }
  }

  /** Bytes that the host's threads have allocated: those that run guests, write and do HTTP. */
  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(Objects::nonNull)
            .filter(thread -> isOfHost(thread.getThreadName()))
            .mapToLong(ThreadInfo::getThreadId)
            .toArray();
    return Arrays.stream(threads.getThreadAllocatedBytes(ids)).filter(bytes -> bytes > 0).sum();
  }

  private static boolean isOfHost(String thread) {
    return thread.startsWith("perdure-") || thread.startsWith("XNIO-");
  }
}
