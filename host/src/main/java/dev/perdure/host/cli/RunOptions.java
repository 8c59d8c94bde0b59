package dev.perdure.host.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options of every command that runs a worker; picocli fills them in. */
final class RunOptions {
  private static final double SHORTEST = 0.001;
  private static final double LONGEST = 1e9;

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR|SCRIPT",
      description = "The project's folder, or one script. Default: the current folder.")
  @Nullable Path project;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "A wrangler.toml, .json or .jsonc; repeat for more workers, the main one first.")
  List<Path> configs = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port to listen at; 0 takes a free one. Default: dev.port, or 8787.")
  @Nullable Integer port;

  @Option(
      names = "--ip",
      paramLabel = "ADDR",
      description = "The address to listen at. Default: dev.ip, or 127.0.0.1.")
  @Nullable String ip;

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME",
      description = "The section env.NAME of the configuration to use.")
  @Nullable String environment;

  @Option(
      names = "--var",
      paramLabel = "KEY:VALUE",
      description = "A variable that replaces the configuration's; may be repeated.")
  List<String> vars = new ArrayList<>();

  @Option(
      names = "--persist-to",
      paramLabel = "DIR",
      description = "Keep state in DIR/v3, as wrangler does. Default: .wrangler/state.")
  @Nullable Path persistTo;

  @Option(names = "--state", paramLabel = "DIR", description = "Keep state in DIR itself.")
  @Nullable Path state;

  @Option(
      names = "--test-scheduled",
      description = "Let a request to /__scheduled?cron=... fire the scheduled handler.")
  boolean testScheduled;

  @Option(
      names = "--hibernate-after",
      paramLabel = "SECONDS",
      description = "How long an object in which nothing happens stays in memory. Default: 10.")
  @Nullable Double hibernateAfter;

  @Option(
      names = "--evict-after",
      paramLabel = "SECONDS",
      description =
          "How long an object without events stays that its own timers and the like keep from"
              + " hibernation. Default: 70.")
  @Nullable Double evictAfter;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "Show lines from this level on: ${COMPLETION-CANDIDATES}. Default: log.")
  HostOptions.LogLevel logLevel = HostOptions.LogLevel.LOG;

  @Option(names = "--local", hidden = true, description = "Accepted, because wrangler has it.")
  boolean local;

  /** The options as the host takes them; paths start where the user stands. */
  HostOptions toHostOptions(HostOptions.Mode mode, Path workingDirectory, boolean watch) {
    check();
    return new HostOptions(
        mode,
        workingDirectory,
        Optional.ofNullable(project).map(workingDirectory::resolve).map(Path::normalize),
        configs.stream().map(workingDirectory::resolve).map(Path::normalize).toList(),
        Optional.ofNullable(ip),
        port == null ? OptionalInt.empty() : OptionalInt.of(port),
        Optional.ofNullable(environment),
        vars,
        Optional.ofNullable(
                state != null ? state : persistTo == null ? null : persistTo.resolve("v3"))
            .map(workingDirectory::resolve)
            .map(Path::normalize),
        watch,
        testScheduled,
        new HostOptions.Idle(seconds(hibernateAfter), seconds(evictAfter)),
        logLevel);
  }

  private static Optional<Duration> seconds(@Nullable Double seconds) {
    return Optional.ofNullable(seconds)
        .map(given -> Duration.ofNanos((long) (given * Duration.ofSeconds(1).toNanos())));
  }

  private void check() {
    checkTime("--hibernate-after", hibernateAfter);
    checkTime("--evict-after", evictAfter);
    if (port != null && (port < 0 || port > 65535)) {
      throw refused("'--port %d' is no port; ports go from 0 to 65535.".formatted(port));
    }
    if (state != null && persistTo != null) {
      throw refused(
          "'--state' and '--persist-to' name the same folder in two ways; give only one of them.");
    }
    for (String variable : vars) {
      if (variable.indexOf(':') < 1) {
        throw refused(
            "'--var %s' has no name and value; write it as --var KEY:VALUE.".formatted(variable));
      }
    }
  }

  private void checkTime(String option, @Nullable Double seconds) {
    if (seconds != null && !(seconds >= SHORTEST && seconds <= LONGEST)) {
      throw refused(
          "'%s %s' is no time to wait; give seconds from %s to %.0f."
              .formatted(option, seconds, SHORTEST, LONGEST));
    }
  }

  private ParameterException refused(String sentence) {
    if (command == null) {
      throw new IllegalStateException("The options belong to no command.");
    }
    return new ParameterException(command.commandLine(), sentence);
  }
}
