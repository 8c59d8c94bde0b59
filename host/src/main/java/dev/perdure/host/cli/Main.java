package dev.perdure.host.cli;

import dev.perdure.host.log.Ink;
import dev.perdure.host.log.WorkerLog;
import dev.perdure.host.session.HostSettings;
import dev.perdure.host.session.Starter;
import dev.perdure.workers.spi.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Where the process starts. */
public final class Main {
  // A loop of a worker in Java that does not end keeps a thread of the pool for good, which must
  // not
  // be one of few. Read by the JDK when the first virtual thread starts.
  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";
  private static final int LEAST_CARRIERS = 32;

  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    int carriers = Math.max(LEAST_CARRIERS, Runtime.getRuntime().availableProcessors());
    System.getProperties().putIfAbsent(CARRIERS, Integer.toString(carriers));
    CompletableFuture<Void> stop = new CompletableFuture<>();
    StopSignals.listen(stop);
    HostStarter starter =
        new Starter(
            System.out::println,
            new WorkerLog(System.out, Ink.ofOutput(), Console.Level.DEBUG),
            HostSettings.USUAL);
    Session session = new Session(Path.of(""), starter, stop);
    int code =
        Commands.run(
            session,
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            arguments);
    System.exit(code);
  }
}
