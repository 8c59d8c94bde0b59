package dev.perdure.host.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.host.config.ConfigException;
import dev.perdure.host.config.Variable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LiveProjectTest {
  @TempDir Path directory;
  private final BlockingQueue<LiveProject.Build> builds = new LinkedBlockingQueue<>();
  private final BlockingQueue<RuntimeException> failures = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private TempWorker worker;
  private Bundler bundler;
  private LiveProject project;

  @BeforeEach
  void startProject() {
    worker = new TempWorker(directory).entry("import a from './a';\nexport default a;");
    worker.file("src/a.ts", "export default 'one';");
    bundler = worker.bundler();
    project = new LiveProject(worker.request(), bundler, scheduler);
  }

  @AfterEach
  void endProject() {
    project.close();
    bundler.close();
    scheduler.shutdownNow();
  }

  private void watch() {
    project.watch(
        new LiveProject.Listener() {
          @Override
          public void changed(LiveProject.Build build) {
            builds.add(build);
          }

          @Override
          public void failed(RuntimeException error) {
            failures.add(error);
          }
        });
  }

  private static String code(LiveProject.Build build) {
    return build.bundles().values().iterator().next().entryModule().text();
  }

  @Test
  void changedSourceIsBuiltAgain() throws InterruptedException {
    assertThat(code(project.build())).contains("one");
    watch();
    worker.file("src/a.ts", "export default 'two';");
    LiveProject.Build build = builds.take();
    assertThat(code(build)).contains("two");
    assertThat(build.changed()).containsExactly(worker.path("src/a.ts"));
    assertThat(build.took()).isPositive();
  }

  @Test
  void sourceThatDoesNotBuildIsReportedAndCanBeMended() throws InterruptedException {
    project.build();
    watch();
    worker.entry("import b from './b';\nexport default b;");
    assertThat(failures.take()).hasMessageContaining("Could not resolve \"./b\"");
    worker.file("src/b.ts", "export default 'mended';");
    assertThat(code(builds.take())).contains("mended");
  }

  @Test
  void changedConfigurationIsLoadedAgain() throws InterruptedException {
    project.build();
    watch();
    worker.file(".dev.vars", "TOKEN=secret");
    assertThat(builds.take().configuration().main().vars())
        .containsEntry("TOKEN", new Variable.Secret("secret"));
    worker.config("minify = 5");
    assertThat(failures.take()).isInstanceOf(ConfigException.class);
    worker.config("minify = true");
    assertThat(builds.take().configuration().main().bundling().minify()).isTrue();
  }

  @Test
  void buildCommandRunsAgainForItsFoldersOnly() throws InterruptedException {
    worker
        .file("lib/in.txt", "first")
        .config(
            """
            [build]
            command = "printf 'export default \\"%s\\"' $(cat lib/in.txt) > src/a.ts"
            watch_dir = "lib"
            """);
    assertThat(code(project.build())).contains("first");
    watch();
    worker.file("lib/in.txt", "second");
    assertThat(code(builds.take())).contains("second");
    worker.entry("import a from './a';\nexport default [a];");
    assertThat(code(builds.take())).contains("[").contains("second");
    assertThat(worker.output()).hasSize(2);
  }

  @Test
  void projectThatNeverBuiltIsWatchedToo() throws InterruptedException {
    worker.config("main = 1");
    watch();
    worker.config("");
    assertThat(code(builds.take())).contains("one");
  }

  @Test
  void changesAreCollectedUntilThereIsQuiet() {
    List<Runnable> tasks = new ArrayList<>();
    List<CompletableFuture<Void>> planned = new ArrayList<>();
    List<Set<Path>> told = new ArrayList<>();
    Debounce debounce =
        new Debounce(
            (delay, task) -> {
              tasks.add(task);
              planned.add(new CompletableFuture<>());
              return planned.getLast();
            },
            Duration.ofMillis(1),
            told::add);
    debounce.add(Set.of(Path.of("a")));
    debounce.add(Set.of(Path.of("b")));
    assertThat(planned.getFirst()).isCancelled();
    tasks.getLast().run();
    tasks.getFirst().run();
    assertThat(told).containsExactly(Set.of(Path.of("a"), Path.of("b")));
  }
}
