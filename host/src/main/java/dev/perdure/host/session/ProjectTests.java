package dev.perdure.host.session;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.perdure.host.bundle.Bundle;
import dev.perdure.host.bundle.BundleException;
import dev.perdure.host.bundle.Bundler;
import dev.perdure.host.bundle.LiveProject;
import dev.perdure.host.config.Bindings;
import dev.perdure.host.config.BundleSettings;
import dev.perdure.host.config.ConfigLoader;
import dev.perdure.host.config.ConfigRequest;
import dev.perdure.host.config.Configuration;
import dev.perdure.host.config.JavaSettings;
import dev.perdure.host.config.WorkerConfig;
import dev.perdure.host.log.WorkerLog;
import dev.perdure.host.queue.QueueConsumer;
import dev.perdure.migrations.Migrator;
import dev.perdure.storage.StateFolder;
import dev.perdure.workers.compat.CompatFlags;
import dev.perdure.workers.spi.Entrypoint;
import dev.perdure.workers.spi.WorkerLoadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tests of a project: files named {@code *.test.js} or {@code *.test.ts} whose exports
 * have a handler {@code test(controller, env, ctx)}, as workerd's own tests have, and files named
 * {@code *Test.java} in a folder {@code test} whose classes override {@code Worker.test}. Each file
 * is a worker of its own beside the project's, with the project's bindings and {@code env.SELF},
 * which is the project. Its state starts empty and goes when the file ends. Confined to one thread.
 */
public final class ProjectTests implements AutoCloseable {
  private static final String SELF = "SELF";
  private static final Pattern TEST_FILE = Pattern.compile(".+\\.test\\.(m?js|m?ts|jsx|tsx)");
  private static final Pattern JAVA_FILE = Pattern.compile(".+Test\\.java");
  private static final Pattern SKIPPED = Pattern.compile("node_modules|dist|target|build|\\..+");

  private final GuestRuntime runtime = GuestRuntime.start(HostSettings.USUAL);
  private final Bundler bundler;
  private final Configuration project;
  private final WorkerLog log;
  private @Nullable Map<String, Bundle> built;

  /**
   * The tests of the project in a folder.
   *
   * @param log where the workers log
   * @param remarks takes what a build has to say, line by line
   * @throws dev.perdure.host.config.ConfigException if the configuration is refused
   */
  public ProjectTests(Path folder, WorkerLog log, Consumer<String> remarks) {
    this.log = log;
    this.bundler = Bundler.ofProcess(Bundler.Mode.DEVELOPMENT, remarks);
    this.project =
        ConfigLoader.load(
            new ConfigRequest(
                folder,
                Optional.of(folder),
                List.of(),
                Optional.empty(),
                List.of(),
                Starter.SUPPORTED,
                false,
                LocalDate.now(ZoneOffset.UTC),
                System.getenv()));
    project.warnings().forEach(warning -> remarks.accept("Warning: " + warning));
  }

  /** The files with tests, in the order in which they run. */
  public List<Path> files() {
    List<Path> found = new ArrayList<>();
    collect(project.main().directory(), found);
    return found;
  }

  private static void collect(Path folder, List<Path> found) {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        String name = String.valueOf(entry.getFileName());
        if (Files.isDirectory(entry)) {
          if (!SKIPPED.matcher(name).matches()) {
            collect(entry, found);
          }
        } else if (TEST_FILE.matcher(name).matches()
            || (folder.endsWith("test") && JAVA_FILE.matcher(name).matches())) {
          found.add(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs the cases of one file.
   *
   * @param outcomes hears of each case when it has ended; of a file that cannot be built or run,
   *     one failed case with the name of the file
   */
  public void run(Path file, Consumer<TestCase> outcomes) {
    String name = String.valueOf(file.getFileName());
    try (TemporaryFolder folder = TemporaryFolder.make("perdure-test-");
        StateFolder state = StateFolder.open(folder.path());
        WorkerSet workers =
            new WorkerSet(
                state,
                Migrator.open(state, runtime.services().timers().clock()),
                runtime,
                log,
                1,
                QueueConsumer.Usual.DEV,
                line -> {})) {
      WorkerConfig tests =
          JavaSettings.isJava(file)
              ? tests(project.main(), javaEntry(folder.path()), java(file))
              : tests(project.main(), entry(folder.path(), file), project.main().bundling());
      workers.update(build(tests));
      List<String> cases = workers.testsOf(tests.name());
      if (cases.isEmpty()) {
        outcomes.accept(TestCase.failed(name, noCases(file)));
      }
      for (String each : cases) {
        outcomes.accept(
            TestCase.run(
                each,
                workers.service(tests.name(), new Entrypoint(each, null)),
                thrown -> workers.describe(tests.name(), thrown)));
      }
    } catch (WorkerLoadException | BundleException e) {
      outcomes.accept(TestCase.failed(name, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A main module that has a default export, as a bundle must, and whatever the file exports. */
  private static Path entry(Path folder, Path file) throws IOException {
    String module = new TextNode(file.toString()).toString();
    return Files.writeString(
        folder.resolve("tests.js"),
        """
        import * as cases from %1$s;
        export * from %1$s;
        export default cases["default"] ?? {};
        """
            .formatted(module));
  }

  /** A class that is the default, so that the cases need not be it. */
  private static Path javaEntry(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("Tests.java"), "class Tests extends dev.perdure.workers.Worker {}\n");
  }

  private BundleSettings java(Path file) {
    WorkerConfig main = project.main();
    BundleSettings settings = main.bundling();
    return settings.with(settings.java().with(file, main.main().orElse(file)));
  }

  private static String noCases(Path file) {
    return (JavaSettings.isJava(file)
            ? "'%s' has no class that extends Worker and overrides 'test(Env env, ExecutionContext"
                + " ctx)', which a case is."
            : "'%s' exports nothing with a handler 'test'. A case is an export such as"
                + " 'export const counts = { async test(controller, env, ctx) { ... } }'.")
        .formatted(file);
  }

  /** The project, which is built for the first file and stays, and the file beside it. */
  private LiveProject.Build build(WorkerConfig tests) {
    if (built == null) {
      built = LiveProject.bundles(bundler, project, true);
    }
    Map<String, Bundle> bundles = new LinkedHashMap<>(built);
    bundles.put(tests.name(), bundler.bundleSources(tests));
    List<WorkerConfig> all = new ArrayList<>(project.workers());
    all.add(tests);
    Configuration both = new Configuration(all, project.warnings(), project.watchedFiles());
    return new LiveProject.Build(both, bundles, Set.of(), Duration.ZERO);
  }

  /** The worker that a file with tests is: bound to what the project is bound to, and to it. */
  private static WorkerConfig tests(WorkerConfig main, Path file, BundleSettings bundling) {
    List<String> flags = new ArrayList<>(main.compat().named());
    flags.add("nodejs_compat");
    return new WorkerConfig(
        main.name() + "-tests",
        main.environment(),
        main.file(),
        main.directory(),
        Optional.of(file),
        CompatFlags.of(main.compat().date(), flags),
        main.vars(),
        bindings(main),
        List.of(),
        Map.of(),
        List.of(),
        main.cpuLimit(),
        main.dev(),
        bundling);
  }

  private static Bindings bindings(WorkerConfig main) {
    Bindings of = main.bindings();
    List<Bindings.DurableObject> objects =
        of.durableObjects().stream()
            .map(object ->
                new Bindings.DurableObject(
                    object.name(),
                    object.className(),
                    object.scriptName().or(() -> Optional.of(main.name()))))
            .toList();
    List<Bindings.Service> services = new ArrayList<>(of.services());
    services.add(new Bindings.Service(SELF, main.name(), Optional.empty(), Optional.empty()));
    return new Bindings(
        objects,
        services,
        of.kvNamespaces(),
        of.r2Buckets(),
        of.d1Databases(),
        of.queueProducers(),
        List.of(),
        of.rateLimits(),
        of.versionMetadata(),
        of.analyticsDatasets(),
        of.sendEmail(),
        Optional.empty());
  }

  @Override
  public void close() {
    bundler.close();
    runtime.close();
  }
}
