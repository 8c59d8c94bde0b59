package dev.perdure.js.isolate;

import com.oracle.truffle.api.Truffle;
import dev.perdure.js.module.BuiltinModules;
import dev.perdure.js.module.WorkerModules;
import dev.perdure.js.privacy.SharedNamesProvider;
import dev.perdure.js.scope.Part;
import dev.perdure.js.wording.EngineErrorsProvider;
import dev.perdure.workers.spi.GuestWorker;
import dev.perdure.workers.spi.WorkerCode;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.io.IOAccess;

/**
 * The engine that all isolates of a host share: code is parsed and compiled once for all of them.
 * Thread-safe.
 */
public final class JsEngine implements AutoCloseable {
  private static final String INTERPRETED = "Interpreted";
  private static final HostAccess ACCESS =
      HostAccess.newBuilder(HostAccess.EXPLICIT)
          .allowBufferAccess(true)
          .allowArrayAccess(true)
          .build();

  // What GraalJS needs to make modules; scripts have no Polyglot object to use it with.
  private static final PolyglotAccess WEBASSEMBLY =
      PolyglotAccess.newBuilder()
          .allowEval("js", "wasm")
          .allowBindingsAccess("js")
          .allowBindingsAccess("wasm")
          .build();

  private final Engine engine;

  /** An engine that compiles where the JVM lets it. */
  public JsEngine() {
    Engine.Builder builder =
        Engine.newBuilder("js", "wasm")
            .allowExperimentalOptions(true)
            .option("engine.WarnInterpreterOnly", "false");
    if (!INTERPRETED.equals(Truffle.getRuntime().getName())) {
      builder.option("engine.CompileOnly", "~" + Part.FUNCTION);
    }
    this.engine = builder.build();
    EngineErrorsProvider.install(engine);
    SharedNamesProvider.install(engine);
  }

  /** What the engine calls itself, with its version. */
  public String description() {
    return engine.getImplementationName() + " " + engine.getVersion();
  }

  /** Whether guest code is compiled. */
  public boolean compiles() {
    return !INTERPRETED.equals(engine.getImplementationName());
  }

  /** Prepares the modules of a worker. */
  public GuestWorker load(WorkerCode code) {
    return new JsWorker(this, code, new BuiltinModules(new RuntimeModules(code.flags())));
  }

  /** A context without modules. */
  public Context newContext() {
    return builder().build();
  }

  /** A context whose modules are {@code modules}. */
  public Context newContext(WorkerModules modules) {
    return builder()
        .allowIO(IOAccess.newBuilder().fileSystem(modules.files()).build())
        // Has the engine ask where an import leads.
        .option("js.mle-mode", String.valueOf(modules.urls().isPresent()))
        .build();
  }

  private Context.Builder builder() {
    return Context.newBuilder("js", "wasm")
        .engine(engine)
        .allowHostAccess(ACCESS)
        .allowPolyglotAccess(WEBASSEMBLY)
        .allowExperimentalOptions(true)
        .option("js.async-context", "true")
        .option("js.console", "false")
        .option("js.disable-eval", "true")
        .option("js.error-cause", "true")
        .option("js.foreign-object-prototype", "true")
        .option("js.graal-builtin", "true")
        .option("js.java-package-globals", "false")
        .option("js.load", "false")
        .option("js.performance", "false")
        .option("js.polyglot-builtin", "false")
        .option("js.print", "false")
        // The longest string of V8.
        .option("js.string-length-limit", "536870888")
        .option("js.stack-trace-api", "true")
        .option("js.unhandled-rejections", "handler")
        .option("js.webassembly", "true");
  }

  @Override
  public void close() {
    engine.close(true);
  }
}
