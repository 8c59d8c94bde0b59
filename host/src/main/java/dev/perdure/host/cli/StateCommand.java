package dev.perdure.host.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perdure.host.control.Request;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks about a state folder and prints what it hears. */
abstract class StateCommand implements Callable<Integer> {
  private final Path workingDirectory;

  @Spec @Nullable CommandSpec command;

  @Mixin final StateOptions options = new StateOptions();

  StateCommand(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  /** What is asked. */
  abstract Request request();

  /** Prints the answer for people. */
  abstract void print(List<ObjectNode> rows, Output output);

  @Override
  public Integer call() {
    Output output = new Output(out(), commandLine().getErr(), options.json);
    options.access(workingDirectory).ask(request(), output);
    if (!options.json) {
      print(output.rows(), output);
    }
    return ExitCodes.OK;
  }

  PrintWriter out() {
    return commandLine().getOut();
  }

  Path absolute(Path file) {
    return workingDirectory.resolve(file).normalize();
  }

  private picocli.CommandLine commandLine() {
    if (command == null) {
      throw new IllegalStateException("The command was not parsed.");
    }
    return command.commandLine();
  }
}
