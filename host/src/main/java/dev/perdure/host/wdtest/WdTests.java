package dev.perdure.host.wdtest;

import dev.perdure.host.bundle.Bundler;
import dev.perdure.host.log.WorkerLog;
import dev.perdure.host.session.GuestRuntime;
import dev.perdure.host.session.HostSettings;
import dev.perdure.host.session.TemporaryFolder;
import dev.perdure.host.session.TestCase;
import dev.perdure.host.wdtest.WdConfig.WdModule;
import dev.perdure.storage.StateFolder;
import dev.perdure.workers.spi.WorkerCode;
import dev.perdure.workers.spi.WorkerLoadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Runs test configurations of workerd, {@code .wd-test} files, unmodified. Each file has workers,
 * objects and a state of its own, which go when it ends. Confined to one thread.
 */
public final class WdTests implements AutoCloseable {
  /** The date before every flag. */
  public static final LocalDate OLDEST = LocalDate.of(2000, 1, 1);

  /** The date after every flag. */
  public static final LocalDate NEWEST = LocalDate.of(2999, 12, 31);

  // What the engine does not parse, and a build for workerd would leave as it is.
  private static final Pattern NEWER_SYNTAX = Pattern.compile("\\busing\\s+[\\w$]+\\s*=");

  private final PatientTimers timers = new PatientTimers(System::nanoTime);
  private final GuestRuntime runtime = GuestRuntime.start(HostSettings.USUAL.timers(timers));
  private final Bundler bundler;
  private final WorkerLog log;
  private final Consumer<String> remarks;

  /**
   * A runner without files yet.
   *
   * @param log where the workers log
   * @param remarks takes what the runner has to say of a configuration, line by line
   */
  public WdTests(WorkerLog log, Consumer<String> remarks) {
    this.log = log;
    this.remarks = remarks;
    this.bundler = Bundler.ofProcess(Bundler.Mode.DEVELOPMENT, remarks);
  }

  /**
   * Runs the cases of one file.
   *
   * @param date the compatibility date of workers that name none
   * @param outcomes hears of each case when it has ended; of a configuration that cannot be run,
   *     one failed case with the name of the file
   */
  public void run(Path file, LocalDate date, Consumer<TestCase> outcomes) {
    try (TemporaryFolder folder = TemporaryFolder.make("perdure-test-");
        StateFolder state = StateFolder.open(folder.path());
        WdRun run =
            new WdRun(runtime, WdConfig.read(file), date, state, this::module, log, remarks)) {
      run.run(outcomes);
    } catch (WdConfigException | WorkerLoadException e) {
      outcomes.accept(
          TestCase.failed(String.valueOf(file.getFileName()), String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WorkerCode.Module module(WdModule module) {
    boolean typeScript =
        module.source().filter(path -> path.toString().endsWith(".ts")).isPresent();
    if (module.type() != WorkerCode.Module.Type.ES
        || !(typeScript
            || NEWER_SYNTAX.matcher(new String(module.bytes(), StandardCharsets.UTF_8)).find())) {
      return new WorkerCode.Module(
          module.name(), module.type(), module.bytes(), module.namedExports());
    }
    byte[] plain =
        bundler.transpile(
            module.source().orElse(Path.of(module.name())), module.bytes(), typeScript);
    return new WorkerCode.Module(module.name(), module.type(), plain);
  }

  @Override
  public void close() {
    bundler.close();
    runtime.close();
    timers.close();
  }
}
