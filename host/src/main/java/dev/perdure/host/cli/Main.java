package dev.perdure.host.cli;

import ch.qos.logback.classic.Level;
import dev.perdure.host.log.HostLog;
import dev.perdure.host.log.Ink;
import dev.perdure.host.log.WorkerLog;
import dev.perdure.host.session.Starter;
import dev.perdure.workers.spi.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Where the process starts. */
public final class Main {
  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    CompletableFuture<Void> stop = new CompletableFuture<>();
    StopSignals.listen(stop);
    WorkerLog workers = new WorkerLog(System.out, Ink.ofOutput(), Console.Level.LOG);
    Starter starter = new Starter(System.out::println, workers::of);
    HostStarter levelled =
        options -> {
          showFrom(options.logLevel(), workers);
          return starter.start(options);
        };
    Session session = new Session(Path.of(""), levelled, stop);
    int code =
        Commands.run(
            session,
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            arguments);
    System.exit(code);
  }

  /** Applies the level of the command line to workers and host alike. */
  private static void showFrom(HostOptions.LogLevel level, WorkerLog workers) {
    switch (level) {
      case DEBUG -> {
        workers.least(Console.Level.DEBUG);
        HostLog.least(Level.DEBUG);
      }
      case LOG -> workers.least(Console.Level.LOG);
      case INFO -> workers.least(Console.Level.INFO);
      case WARN -> {
        workers.least(Console.Level.WARN);
        HostLog.least(Level.WARN);
      }
      case ERROR -> {
        workers.least(Console.Level.ERROR);
        HostLog.least(Level.ERROR);
      }
      case NONE -> {
        workers.silence();
        HostLog.least(Level.OFF);
      }
    }
  }
}
