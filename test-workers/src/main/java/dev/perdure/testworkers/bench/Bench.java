package dev.perdure.testworkers.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The command of the benchmark: {@code Bench ROOT [--peer PROGRAM] [--only ID,ID] [--rounds N]
 * [--seconds N] [--warm-up N] [--write]}. ROOT is a checkout. Without a peer it measures Perdure
 * alone; {@code --write} puts the table and its picture into docs/performance.md.
 */
public final class Bench {
  private final Plan plan;
  private final List<Contestant> contestants;
  private final Path folder;

  private Bench(Plan plan, List<Contestant> contestants, Path folder) {
    this.plan = plan;
    this.contestants = contestants;
    this.folder = folder;
  }

  /** Runs the benchmark and prints its table. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Plan plan = Plan.of(List.of(args));
    List<Contestant> contestants = new ArrayList<>();
    Contestant.Perdure perdure = new Contestant.Perdure(plan.root().resolve("perdure"));
    contestants.add(perdure);
    plan.peer().ifPresent(program -> contestants.add(new Contestant.Peer(program)));
    contestants.add(new Contestant.PerdureJava(perdure, "Java", "java-worker"));
    contestants.add(new Contestant.PerdureJava(perdure, "Java fenced", "java-fenced"));
    Path folder = Files.createTempDirectory("perdure-bench");
    Command.output(List.of(plan.root().resolve("perdure").toString(), "prepare"));

    Path kept = plan.root().resolve("test-workers/target/bench.json");
    Files.createDirectories(kept.getParent());
    List<Result> results = new Bench(plan, contestants, folder).run(kept);
    ResultTable table = new ResultTable(plan, Machine.here(), results);
    System.out.println(table.markdown());
    System.out.println("The rounds are kept in '" + kept + "'.");
    if (plan.write()) {
      new PerformancePage(plan.root().resolve("docs")).write(table, results);
    }
  }

  /** Runs all workloads; what was measured is in {@code kept} after each. */
  private List<Result> run(Path kept) throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    List<Served> running = new ArrayList<>();
    try {
      for (Workload workload : plan.workloads()) {
        List<Contestant> wanted = sharesServers(workload) ? running(workload) : List.of();
        if (!wanted.equals(running.stream().map(Served::contestant).toList())) {
          close(running);
          for (Contestant contestant : wanted) {
            running.add(start(contestant, true));
          }
        }
        results.add(result(workload, running));
        Files.writeString(kept, new ResultTable(plan, Machine.here(), results).json());
      }
    } finally {
      close(running);
    }
    return results;
  }

  private List<Contestant> running(Workload workload) {
    return contestants.stream().filter(contestant -> contestant.runs(workload)).toList();
  }

  /** Whether it runs on servers that stay up, all of them at once, loaded in turns. */
  private static boolean sharesServers(Workload workload) {
    return workload instanceof Workload.Http
        || workload instanceof Workload.Sockets
        || workload instanceof Workload.Alarms;
  }

  private static void close(List<Served> running) {
    running.forEach(Served::close);
    running.clear();
  }

  private Served start(Contestant contestant, boolean fresh)
      throws IOException, InterruptedException {
    int port = FreePort.next();
    Path state = folder.resolve(contestant.name().toLowerCase(Locale.ROOT).replaceAll("\\W+", "-"));
    return Served.start(contestant, contestant.worker(plan), state, port, fresh);
  }

  private Result result(Workload workload, List<Served> running)
      throws IOException, InterruptedException {
    System.err.println(workload.id() + " " + workload.title());
    Rounds rounds = new Rounds(plan);
    List<Contestant> taking = running(workload);
    List<List<Measure>> measured = new ArrayList<>();
    taking.forEach(contestant -> measured.add(new ArrayList<>()));
    if (sharesServers(workload)) {
      for (Served served : running) {
        rounds.warmUp(workload, served);
      }
    }
    for (int round = 0; round < plan.rounds(); round++) {
      for (int i = 0; i < taking.size(); i++) {
        Measure measure =
            sharesServers(workload)
                ? rounds.shared(workload, running.get(i))
                : alone(workload, taking.get(i));
        measured.get(i).add(measure);
        System.err.printf(
            Locale.ROOT,
            "  %-13s %10.1f %s, p99 %.1f ms%n",
            taking.get(i).name(),
            measure.perSecond(),
            workload.unit(),
            measure.p99());
      }
    }
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < taking.size(); i++) {
      series.add(new Series(taking.get(i).name(), measured.get(i)));
    }
    return new Result(workload, series);
  }

  /** A round that starts a server of its own. */
  private Measure alone(Workload workload, Contestant contestant)
      throws IOException, InterruptedException {
    Rounds rounds = new Rounds(plan);
    if (workload instanceof Workload.Cold cold) {
      try (Served before = start(contestant, true)) {
        Rounds.fill(before, "/put/{n}", cold.objects());
      }
    }
    try (Served served = start(contestant, !(workload instanceof Workload.Cold))) {
      return rounds.alone(workload, served);
    }
  }
}
