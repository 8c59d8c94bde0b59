package dev.perdure.host.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands that run a worker until they are told to stop. */
final class RunCommands {
  private RunCommands() {}

  @Command(
      name = "dev",
      description =
          "Runs a worker while you write it: a change of source or configuration reloads it.",
      footer = {
        "",
        "Examples:",
        "  perdure dev                                  the project in this folder",
        "  perdure dev test-workers/samples/counter     a project elsewhere",
        "  perdure dev worker.js --port 0               one script, at a free port",
        "  perdure dev -c api/wrangler.jsonc -c jobs/wrangler.jsonc",
        "  perdure dev --env staging --var GREETING:hello"
      })
  static final class Dev implements Callable<Integer> {
    private final Session session;

    @Mixin final RunOptions options = new RunOptions();

    @Option(names = "--no-watch", description = "Do not reload when a file changes.")
    boolean still;

    Dev(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      return session.run(
          options.toHostOptions(HostOptions.Mode.DEV, session.workingDirectory(), !still));
    }
  }

  @Command(
      name = "serve",
      description = "Runs a worker for its users: tuned for load, without watching its sources.",
      footer = {
        "",
        "Examples:",
        "  perdure serve                                the project in this folder",
        "  perdure serve /srv/counter --ip 0.0.0.0 --port 80 --state /var/lib/counter"
      })
  static final class Serve implements Callable<Integer> {
    private final Session session;

    @Mixin final RunOptions options = new RunOptions();

    @Option(names = "--no-watch", hidden = true, description = "Accepted: this never watches.")
    boolean still;

    Serve(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      return session.run(
          options.toHostOptions(HostOptions.Mode.SERVE, session.workingDirectory(), false));
    }
  }
}
