package dev.perdure.testworkers.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param root a checkout of Perdure
 * @param peer what serves with the peer
 * @param workloads in the order in which they run
 * @param rounds how often each contestant is measured
 * @param seconds how long a round loads
 * @param warmUp seconds of load before the first round, for each contestant and workload
 * @param write whether the documentation is brought up to date
 */
record Plan(
    Path root,
    Optional<Path> peer,
    List<Workload> workloads,
    int rounds,
    int seconds,
    int warmUp,
    boolean write) {

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException with a sentence for people
   */
  static Plan of(List<String> arguments) {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("The first argument is the folder of a checkout.");
    }
    return new Plan(
        Path.of(arguments.getFirst()).toAbsolutePath().normalize(),
        value(arguments, "--peer")
            .or(() -> Optional.ofNullable(System.getenv("PERDURE_PEER")).filter(p -> !p.isEmpty()))
            .map(Path::of),
        value(arguments, "--only").map(Plan::named).orElse(Workloads.ALL),
        number(arguments, "--rounds", 5),
        number(arguments, "--seconds", 5),
        number(arguments, "--warm-up", 10),
        arguments.contains("--write"));
  }

  /** The project that every contestant serves. */
  Path worker() {
    return root.resolve("test-workers/benchmarks/worker");
  }

  private static List<Workload> named(String ids) {
    List<String> wanted = Arrays.asList(ids.split(","));
    List<String> known = Workloads.ALL.stream().map(Workload::id).toList();
    wanted.stream()
        .filter(id -> !known.contains(id))
        .findFirst()
        .ifPresent(id -> {
          throw new IllegalArgumentException(
              "There is no workload '%s'; there are %s.".formatted(id, String.join(", ", known)));
        });
    return Workloads.ALL.stream().filter(workload -> wanted.contains(workload.id())).toList();
  }

  private static int number(List<String> arguments, String option, int otherwise) {
    return value(arguments, option).map(Integer::parseInt).orElse(otherwise);
  }

  private static Optional<String> value(List<String> arguments, String option) {
    int at = arguments.indexOf(option);
    if (at < 0) {
      return Optional.empty();
    }
    if (at + 1 == arguments.size()) {
      throw new IllegalArgumentException("'" + option + "' needs a value.");
    }
    return Optional.of(arguments.get(at + 1));
  }
}
