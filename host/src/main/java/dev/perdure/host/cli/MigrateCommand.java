package dev.perdure.host.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings the classes of a state folder to what the configuration says. */
@Command(
    name = "migrate",
    description = {
      "Creates, renames, transfers and deletes the classes of Durable Objects that the",
      "configuration says, in the state of a project whose host is stopped. 'perdure dev' and",
      "'perdure serve' do by themselves what loses no objects."
    },
    footer = {
      "",
      "Examples:",
      "  perdure migrate --dry-run     says what would happen, to which classes and how many objects",
      "  perdure migrate               does it, and asks before objects are lost",
      "  perdure migrate --yes         does it",
      "",
      "Exit codes: 0 done, or nothing to do; 1 it cannot be done; 2 the command line is wrong;",
      "4 objects would be lost, and nobody agreed."
    })
final class MigrateCommand implements Callable<Integer> {
  private final Session session;

  @Spec @Nullable CommandSpec command;

  @Mixin final RunOptions options = new RunOptions();

  @Option(names = "--dry-run", description = "Say what would happen, and do nothing.")
  boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask before objects go to the trash.")
  boolean yes;

  MigrateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    MigrationOutcome outcome =
        session
            .starter()
            .migrate(
                options.toHostOptions(HostOptions.Mode.DEV, session.workingDirectory(), false),
                dryRun,
                () -> yes || agreed());
    PrintWriter out = out();
    switch (outcome) {
      case NOTHING -> out.println("Nothing to do: the state has all classes as configured.");
      case SHOWN -> out.println("Nothing was done, because of --dry-run.");
      case DONE -> out.println("Done.");
      case REFUSED -> {
        out.println("Nothing was done. Say --yes to have the objects go to the trash.");
        return ExitCodes.NEEDS_CONSENT;
      }
    }
    return ExitCodes.OK;
  }

  private PrintWriter out() {
    if (command == null) {
      throw new IllegalStateException("The command was not parsed.");
    }
    return command.commandLine().getOut();
  }

  private static boolean agreed() {
    return Output.terminal()
        .map(console -> "yes".equals(console.readLine("Do it? Write yes to agree: ")))
        .orElse(false);
  }
}
