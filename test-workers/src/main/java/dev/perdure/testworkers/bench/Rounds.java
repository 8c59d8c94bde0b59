package dev.perdure.testworkers.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How one round of each workload runs on a server. */
final class Rounds {
  private static final int CONNECTIONS = 32;
  private static final long ALARM_LEAD_MILLIS = 15_000;

  /** Both runtimes let an object hibernate after 10 s. */
  private static final int ASLEEP_AFTER_SECONDS = 20;

  private final Plan plan;

  Rounds(Plan plan) {
    this.plan = plan;
  }

  /** What comes before the first round of a workload, unmeasured. */
  void warmUp(Workload workload, Served served) throws IOException, InterruptedException {
    if (workload instanceof Workload.Http http) {
      if (http.path().startsWith("/get")
          || http.path().startsWith("/list")
          || http.path().startsWith("/select")) {
        fill(served, "/fill/" + (http.objects() == 1 ? "one" : "{n}"), http.objects());
      }
      if (plan.warmUp() > 0) {
        Wrk.run(served.port(), http, plan.warmUp());
      }
    } else if (workload instanceof Workload.Sockets sockets && plan.warmUp() > 0) {
      talk(served, sockets, plan.warmUp());
    }
  }

  /** A round on a server that stays up. */
  Measure shared(Workload workload, Served served) throws IOException, InterruptedException {
    double cpu = served.cpuMicros();
    Measure measure =
        switch (workload) {
          case Workload.Http http -> Wrk.run(served.port(), http, plan.seconds());
          case Workload.Sockets sockets -> talk(served, sockets, plan.seconds());
          case Workload.Alarms alarms -> alarms(served, alarms.alarms());
          default -> throw new IllegalArgumentException(workload.title());
        };
    double counted = measure.perSecond() * plan.seconds();
    double micros = counted == 0 ? 0 : (served.cpuMicros() - cpu) / counted;
    return measure.withUsage(micros, served.residentMb());
  }

  /** A round on a server that has just started. */
  Measure alone(Workload workload, Served served) throws IOException, InterruptedException {
    return switch (workload) {
      case Workload.Cold cold ->
          LoadClient.run(served.port(), "count", "/get/{n}", CONNECTIONS, cold.objects())
              .measure()
              .withUsage(served.cpuMicros() / cold.objects(), served.residentMb());
      case Workload.SleepingSockets sleeping -> figure(memoryEach(served, sleeping), served);
      case Workload.Waking waking -> waking(served, waking);
      case Workload.FirstAnswer _ -> figure(served.secondsToAnswer(), served);
      case Workload.Climb climb -> figure(climb(served, climb), served);
      case Workload.Memory memory -> {
        if (memory.objects() > 0) {
          fill(served, "/memory/{n}", memory.objects());
        }
        yield figure(served.residentMb(), served);
      }
      case Workload.MemoryEach each -> {
        double before = served.residentMb();
        fill(served, "/memory/{n}", each.objects());
        yield figure((served.residentMb() - before) * 1024 / each.objects(), served);
      }
      default -> throw new IllegalArgumentException(workload.title());
    };
  }

  /**
   * A request to each of so many objects.
   *
   * @throws IOException if more than one in a hundred fails; workerd closes a connection now and
   *     then
   */
  static void fill(Served served, String path, int objects)
      throws IOException, InterruptedException {
    long errors =
        LoadClient.run(served.port(), "count", path, Math.min(CONNECTIONS, objects), objects)
            .measure()
            .errors();
    if (errors * 100 > objects) {
      throw new IOException(
          "%s failed at '%d' of '%d' requests to '%s'."
              .formatted(served.contestant().name(), errors, objects, path));
    }
  }

  private Measure talk(Served served, Workload.Sockets sockets, int seconds)
      throws IOException, InterruptedException {
    String mode = sockets.room() ? "room" : "echo";
    return LoadClient.run(served.port(), mode, sockets.path(), sockets.sockets(), seconds)
        .measure();
  }

  /** KB of resident memory for each socket, once its object hibernates. */
  private static double memoryEach(Served served, Workload.SleepingSockets sleeping)
      throws IOException, InterruptedException {
    String path = sleeping.path();
    LoadClient.run(served.port(), "nap", path, sleeping.objects(), ASLEEP_AFTER_SECONDS);
    double before = served.residentMb();
    try (LoadClient.Holding _ =
        LoadClient.hold(served.port(), path, sleeping.sockets(), sleeping.objects())) {
      Thread.sleep(Duration.ofSeconds(ASLEEP_AFTER_SECONDS));
      return (served.residentMb() - before) * 1024 / sleeping.sockets();
    }
  }

  private Measure waking(Served served, Workload.Waking waking)
      throws IOException, InterruptedException {
    if (plan.warmUp() > 0) {
      wake(served, waking);
    }
    Measure all = wake(served, waking);
    return new Measure(
        all.p50(), all.p50(), all.p99(), all.p999(), all.errors(), 0, served.residentMb());
  }

  private static Measure wake(Served served, Workload.Waking waking)
      throws IOException, InterruptedException {
    return LoadClient.run(
            served.port(), "nap", waking.path(), waking.objects(), ASLEEP_AFTER_SECONDS)
        .measure();
  }

  /** Sets all alarms for one moment, lets it pass, and asks each object how late its alarm was. */
  private Measure alarms(Served served, int alarms) throws IOException, InterruptedException {
    long at = System.currentTimeMillis() + ALARM_LEAD_MILLIS;
    LoadClient.run(served.port(), "count", "/due/a{n}?at=" + at, CONNECTIONS, alarms);
    if (System.currentTimeMillis() > at) {
      throw new IOException("Setting %d alarms took longer than their delay.".formatted(alarms));
    }
    Thread.sleep(at - System.currentTimeMillis() + ALARM_LEAD_MILLIS);
    List<Double> late =
        LoadClient.run(served.port(), "bodies", "/ran/a{n}", CONNECTIONS, alarms).bodies();
    double[] sorted =
        late.stream().mapToDouble(Double::doubleValue).filter(l -> l >= 0).sorted().toArray();
    double last = sorted.length == 0 ? 0 : sorted[sorted.length - 1];
    return new Measure(
        sorted.length / Math.max(last / 1000, 0.001),
        at(sorted, 0.5),
        at(sorted, 0.99),
        at(sorted, 0.999),
        alarms - sorted.length,
        0,
        0);
  }

  private static double at(double[] sorted, double quantile) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, quantile * sorted.length)];
  }

  /** Seconds of load until a second reaches 90 % of the best one. */
  private double climb(Served served, Workload.Climb climb)
      throws IOException, InterruptedException {
    Workload.Http load = new Workload.Http(climb.id(), climb.title(), climb.path(), 1, 0);
    double[] seconds = new double[climb.seconds()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = Wrk.run(served.port(), load, 1).perSecond();
    }
    System.err.println(
        "  " + Arrays.toString(Arrays.stream(seconds).mapToLong(Math::round).toArray()));
    double enough = 0.9 * Arrays.stream(seconds).max().orElseThrow();
    int reached = 0;
    while (seconds[reached] < enough) {
      reached++;
    }
    return reached + 1;
  }

  private static Measure figure(double figure, Served served) throws IOException {
    return new Measure(figure, 0, 0, 0, 0, 0, served.residentMb());
  }
}
