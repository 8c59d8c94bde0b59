package dev.perdure.host.cli;

import dev.perdure.host.config.ConfigException;
import dev.perdure.host.control.ControlException;
import dev.perdure.migrations.MigrationException;
import dev.perdure.workers.compat.NearNames;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The tree of commands. */
final class Commands {
  private static final Map<String, String> WRANGLERS =
      Map.of(
          "--remote", "Perdure runs everything on this machine.",
          "-r", "Perdure runs everything on this machine.",
          "--local-protocol", "Perdure speaks plain HTTP; put a proxy with TLS before it.",
          "--upstream-protocol", "Perdure speaks plain HTTP; put a proxy with TLS before it.");

  private Commands() {}

  /** Runs what {@code arguments} say and returns the exit code. */
  static int run(Session session, PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine root =
        new CommandLine(new Root())
            .addSubcommand(new RunCommands.Dev(session))
            .addSubcommand(new RunCommands.Serve(session))
            .addSubcommand(new MigrateCommand(session))
            .addSubcommand(new TestCommand(session.workingDirectory()))
            .addSubcommand(new InitCommand(session.workingDirectory()))
            .addSubcommand(new TrainCommand(session))
            .addSubcommand(new CompletionCommand())
            .addSubcommand(new CommandLine.HelpCommand());
    StateCommands.addTo(root, session.workingDirectory());
    root.setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Commands::refuse)
        .setExecutionExceptionHandler(Commands::explain);
    root.getSubcommands().values().forEach(Commands::withHelp);
    root.getSubcommands()
        .values()
        .forEach(each -> each.getSubcommands().values().forEach(Commands::withHelp));
    return root.execute(arguments);
  }

  @Command(
      name = "perdure",
      description = "Runs Cloudflare-Workers-compatible scripts and Durable Objects.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "Examples:",
        "  perdure dev                    runs the project in this folder",
        "  perdure objects                lists the objects that its state holds",
        "  perdure help dev               says more of a command",
        "",
        "Exit codes: 0 done, or stopped when asked to; 1 it failed, and said why;",
        "2 the command line is wrong; 3 there is no such class, object or key; 4 objects would be",
        "lost, and nobody agreed."
      })
  private static final class Root implements Runnable {
    @CommandLine.Spec CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Commands.class.getPackage().getImplementationVersion();
      return new String[] {
        "Perdure %s on Java %s"
            .formatted(version == null ? "(not packaged)" : version, Runtime.version())
      };
    }
  }

  private static void withHelp(CommandLine command) {
    if (!(command.getCommand() instanceof CommandLine.HelpCommand)) {
      command
          .getCommandSpec()
          .addOption(
              OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .description("Show this text.")
                  .build());
    }
  }

  private static int refuse(ParameterException fault, String[] arguments) {
    CommandLine command = fault.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(sentence(fault));
    err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    return ExitCodes.USAGE;
  }

  private static String sentence(ParameterException fault) {
    CommandLine command = fault.getCommandLine();
    if (!(fault instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(fault.getMessage());
    }
    String argument = unmatched.getUnmatched().getFirst();
    String name = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
    String wranglers = WRANGLERS.get(name);
    if (wranglers != null) {
      return "'%s' is an option of wrangler that Perdure does not have. %s"
          .formatted(name, wranglers);
    }
    CommandSpec spec = command.getCommandSpec();
    if (name.startsWith("-")) {
      return "'%s' is no option of '%s'.".formatted(name, spec.qualifiedName())
          + NearNames.hint(NearNames.of(name, spec.optionsMap().keySet()));
    }
    if (spec.parent() == null) {
      List<String> near = NearNames.of(name, spec.subcommands().keySet());
      return "'%s' is no command of perdure.".formatted(name)
          + (near.isEmpty()
              ? " To run a project or a script: perdure dev '%s'.".formatted(name)
              : NearNames.hint(near));
    }
    if (!spec.subcommands().isEmpty()) {
      return "'%s' is no command of '%s'.".formatted(name, spec.qualifiedName())
          + NearNames.hint(NearNames.of(name, spec.subcommands().keySet()));
    }
    boolean project =
        spec.positionalParameters().stream()
            .anyMatch(each -> each.paramLabel().equals("DIR|SCRIPT"));
    return project
        ? "'%s' takes one folder or script, and '%s' is a second one."
            .formatted(spec.qualifiedName(), argument)
        : "'%s' has nothing to do with '%s'.".formatted(spec.qualifiedName(), argument);
  }

  private static int explain(Exception fault, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (fault instanceof ControlException control) {
      err.println(control.getMessage());
      return control.kind() == ControlException.Kind.NOT_FOUND
          ? ExitCodes.NOT_FOUND
          : ExitCodes.FAILURE;
    }
    if (fault instanceof CannotStartException
        || fault instanceof ConfigException
        || fault instanceof MigrationException) {
      err.println(fault.getMessage());
    } else {
      err.println("Perdure failed by a fault of its own; please report it with these lines:");
      fault.printStackTrace(err);
    }
    return ExitCodes.FAILURE;
  }
}
