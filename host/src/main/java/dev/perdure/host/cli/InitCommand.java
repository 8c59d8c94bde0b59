package dev.perdure.host.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a project that runs at once and whose tests pass. It overwrites nothing. */
@Command(
    name = "init",
    description = "Makes a new project: a counter, its configuration and its tests.",
    footer = {
      "",
      "Examples:",
      "  perdure init shop                  a project in JavaScript, in the folder 'shop'",
      "  perdure init shop --ts             in TypeScript",
      "  perdure init shop --java           in Java"
    })
final class InitCommand implements Callable<Integer> {
  private static final String NAME = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";

  @Spec @Nullable CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Where the project goes; made if it is not there. Default: this folder.")
  Path folder = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The worker's name. Default: that of the folder.")
  @Nullable String name;

  @ArgGroup Language language = new Language();

  private final Path workingDirectory;

  InitCommand(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  /** The language of the project. */
  static final class Language {
    @Option(names = "--js", description = "In JavaScript, which is the default.")
    boolean js;

    @Option(names = "--ts", description = "In TypeScript.")
    boolean ts;

    @Option(names = "--java", description = "In Java.")
    boolean java;

    private Starter starter() {
      return java ? Starter.JAVA : ts ? Starter.TS : Starter.JS;
    }
  }

  /** What a new project consists of: the resources in {@code init/LANGUAGE}. */
  private enum Starter {
    JS,
    TS,
    JAVA;

    private List<String> files() {
      return switch (this) {
        case JS -> List.of("wrangler.jsonc", "src/index.js", "test/counter.test.js", "README.md");
        case TS ->
            List.of(
                "wrangler.jsonc",
                "src/index.ts",
                "test/counter.test.ts",
                "tsconfig.json",
                "package.json",
                "README.md");
        case JAVA ->
            List.of("wrangler.jsonc", "src/Counter.java", "test/CounterTest.java", "README.md");
      };
    }
  }

  @Override
  public Integer call() throws IOException {
    Path target = workingDirectory.resolve(folder).normalize();
    String worker = name == null ? fromFolder(target) : name;
    if (!worker.matches(NAME)) {
      throw refused(
          "'%s' cannot be a worker's name: it takes a-z, 0-9 and dashes between them. Name it with --name."
              .formatted(worker));
    }
    Starter starter = language.starter();
    List<String> there =
        starter.files().stream().filter(file -> Files.exists(target.resolve(file))).toList();
    if (!there.isEmpty()) {
      throw refused(
          "'%s' has %s already; name an empty folder.".formatted(target, String.join(", ", there)));
    }
    for (String file : starter.files()) {
      write(target.resolve(file), text(starter, file).replace("{{name}}", worker));
    }
    Path gitignore = target.resolve(".gitignore");
    if (!Files.exists(gitignore)) {
      write(gitignore, "node_modules/\n.wrangler/\n");
    }
    String enter = target.equals(workingDirectory) ? "" : "cd %s && ".formatted(folder);
    out().printf("Made '%s' in '%s'.%n", worker, target);
    out().printf("  %sperdure dev     serves it, and again after every change%n", enter);
    out().printf("  %sperdure test    runs its tests%n", enter);
    return ExitCodes.OK;
  }

  /** The folder's name as a worker's name. */
  private static String fromFolder(Path folder) {
    Path last = folder.getFileName();
    String text = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
    return text.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  /** A file as its language has it, or as all have it. */
  private static String text(Starter starter, String file) throws IOException {
    String own = "init/" + starter.name().toLowerCase(Locale.ROOT) + "/" + file;
    String shared = "init/any/" + file;
    String resource = InitCommand.class.getResource(own) == null ? shared : own;
    try (InputStream stream = InitCommand.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("The resource '%s' is missing.".formatted(own));
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, text);
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private ParameterException refused(String sentence) {
    return new ParameterException(spec().commandLine(), sentence);
  }

  private CommandSpec spec() {
    if (command == null) {
      throw new IllegalStateException("The command was not parsed.");
    }
    return command;
  }
}
