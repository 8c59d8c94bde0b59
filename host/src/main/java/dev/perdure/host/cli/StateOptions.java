package dev.perdure.host.cli;

import dev.perdure.host.control.StateAccess;
import dev.perdure.host.session.HistorySettings;
import dev.perdure.storage.StorageOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that looks into a state folder; picocli fills them in. */
final class StateOptions {
  private static final List<String> FILES =
      List.of("wrangler.json", "wrangler.jsonc", "wrangler.toml");

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  @Option(
      names = "--project",
      paramLabel = "DIR",
      description = "The project whose state it is. Default: the one around the current folder.")
  @Nullable Path project;

  @Option(
      names = "--persist-to",
      paramLabel = "DIR",
      description = "The state is in DIR/v3. Default: .wrangler/state of the project.")
  @Nullable Path persistTo;

  @Option(names = "--state", paramLabel = "DIR", description = "The state is in DIR itself.")
  @Nullable Path state;

  @Option(names = "--json", description = "Print one JSON object a line, for programs.")
  boolean json;

  /** The state folder. */
  Path folder(Path workingDirectory) {
    if (state != null && persistTo != null) {
      throw new ParameterException(
          commandLine(),
          "'--state' and '--persist-to' name the same folder in two ways; give only one of them.");
    }
    if (state != null) {
      return workingDirectory.resolve(state).normalize();
    }
    if (persistTo != null) {
      return workingDirectory.resolve(persistTo).resolve("v3").normalize();
    }
    Path from = project == null ? workingDirectory : workingDirectory.resolve(project).normalize();
    for (Path folder = from; folder != null; folder = folder.getParent()) {
      Path here = folder;
      if (FILES.stream().anyMatch(name -> Files.isRegularFile(here.resolve(name)))) {
        return folder.resolve(".wrangler/state/v3");
      }
    }
    return from.resolve(".wrangler/state/v3");
  }

  StateAccess access(Path workingDirectory) {
    return new StateAccess(
        folder(workingDirectory),
        StorageOptions.DEFAULT.history(HistorySettings.of(System.getenv())));
  }

  picocli.CommandLine commandLine() {
    if (command == null) {
      throw new IllegalStateException("The options belong to no command.");
    }
    return command.commandLine();
  }
}
