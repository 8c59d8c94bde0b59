package dev.perdure.js;

import dev.perdure.js.isolate.JsEngine;
import dev.perdure.workers.spi.GuestLanguage;
import dev.perdure.workers.spi.GuestWorker;
import dev.perdure.workers.spi.WorkerCode;

/** JavaScript on GraalJS. Thread-safe. */
public final class JavaScript implements GuestLanguage {
  private final JsEngine engine = new JsEngine();

  @Override
  public String name() {
    return "JavaScript";
  }

  @Override
  public Engine engine() {
    return new Engine(engine.description(), engine.compiles());
  }

  @Override
  public boolean runs(WorkerCode code) {
    return code.modules().stream()
        .noneMatch(module -> module.type() == WorkerCode.Module.Type.JAVA);
  }

  @Override
  public GuestWorker load(WorkerCode code) {
    return engine.load(code);
  }

  @Override
  public void close() {
    engine.close();
  }
}
