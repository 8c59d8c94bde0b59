package dev.perdure.host.java;

import dev.perdure.workers.spi.GuestLanguage;
import dev.perdure.workers.spi.GuestWorker;
import dev.perdure.workers.spi.WorkerCode;

/**
 * Java on the JVM of the host. The main module's name is the simple name of the class that is the
 * default export, or empty where there is none. Thread-safe.
 */
public final class JavaLanguage implements GuestLanguage {
  /** For {@link java.util.ServiceLoader}. */
  public JavaLanguage() {}

  @Override
  public String name() {
    return "Java";
  }

  @Override
  public Engine engine() {
    return new Engine(
        System.getProperty("java.vm.name") + " " + Runtime.version().toString(), true);
  }

  @Override
  public boolean runs(WorkerCode code) {
    return !code.modules().isEmpty()
        && code.modules().stream().allMatch(module -> module.type() == WorkerCode.Module.Type.JAVA);
  }

  @Override
  public GuestWorker load(WorkerCode code) {
    Carrier.check();
    return new JavaWorker(code);
  }

  @Override
  public void close() {}
}
