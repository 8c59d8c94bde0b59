package dev.perdure.host.session;

import ch.qos.logback.classic.Level;
import dev.perdure.host.cli.HostOptions;
import dev.perdure.host.log.HostLog;
import dev.perdure.host.log.WorkerLog;
import dev.perdure.workers.spi.Console;

/** Applies the level that the user asked for to the workers' log and to the host's own. */
final class LogLevels {
  private LogLevels() {}

  static void apply(HostOptions.LogLevel level, WorkerLog workers) {
    switch (level) {
      case DEBUG -> apply(Level.DEBUG, Console.Level.DEBUG, workers);
      case LOG -> apply(Level.INFO, Console.Level.DEBUG, workers);
      case INFO -> apply(Level.INFO, Console.Level.INFO, workers);
      case WARN -> apply(Level.WARN, Console.Level.WARN, workers);
      case ERROR -> apply(Level.ERROR, Console.Level.ERROR, workers);
      case NONE -> {
        HostLog.least(Level.OFF);
        workers.silence();
      }
    }
  }

  private static void apply(Level own, Console.Level guests, WorkerLog workers) {
    HostLog.least(own);
    workers.least(guests);
  }
}
