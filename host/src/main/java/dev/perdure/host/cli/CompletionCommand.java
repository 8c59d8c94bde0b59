package dev.perdure.host.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete the commands and options of this one. */
@Command(
    name = "completion",
    description = "Prints a script that makes bash or zsh complete commands and options.",
    footer = {"", "Example, for ~/.bashrc or ~/.zshrc:", "  source <(perdure completion bash)"})
final class CompletionCommand implements Callable<Integer> {
  /** The shells whose completion is known. */
  enum Shell {
    BASH,
    ZSH
  }

  @Spec @Nullable CommandSpec command;

  // One script serves both.
  @Parameters(
      arity = "0..1",
      paramLabel = "bash|zsh",
      description = "The shell; the same script serves both.")
  @Nullable Shell shell;

  @Override
  public Integer call() {
    if (command == null) {
      throw new IllegalStateException("The command was not parsed.");
    }
    CommandSpec root = command.root();
    command.commandLine().getOut().print(AutoComplete.bash(root.name(), root.commandLine()));
    command.commandLine().getOut().flush();
    return ExitCodes.OK;
  }
}
