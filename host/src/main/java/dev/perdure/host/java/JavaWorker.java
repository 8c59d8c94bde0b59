package dev.perdure.host.java;

import dev.perdure.workers.compat.CompatFlags;
import dev.perdure.workers.spi.Export;
import dev.perdure.workers.spi.GuestWorker;
import dev.perdure.workers.spi.Isolate;
import dev.perdure.workers.spi.IsolateHost;
import dev.perdure.workers.spi.WorkerCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The classes of one worker: one class loader, whatever the number of isolates. Thread-safe. */
final class JavaWorker implements GuestWorker {
  private final WorkerCode code;
  private final GuestClasses classes;
  private final GuestLoader loader;

  JavaWorker(WorkerCode code) {
    this.code = code;
    this.classes = GuestClasses.of(files(code), code.main());
    this.loader = new GuestLoader(code);
    if (classes.exports().stream().anyMatch(export -> export.handlers().contains("test"))) {
      // Tests say what they expect by assert.
      loader.setDefaultAssertionStatus(true);
    }
  }

  private static Map<String, byte[]> files(WorkerCode code) {
    Map<String, byte[]> files = new HashMap<>();
    code.modules().forEach(module -> files.put(module.name(), module.bytes()));
    return files;
  }

  GuestClasses classes() {
    return classes;
  }

  GuestLoader loader() {
    return loader;
  }

  @Override
  public CompatFlags flags() {
    return code.flags();
  }

  @Override
  public List<Export> knownExports() {
    return classes.exports();
  }

  @Override
  public Isolate isolate(IsolateHost host) {
    return new JavaIsolate(this, host);
  }

  @Override
  public void close() {}
}
