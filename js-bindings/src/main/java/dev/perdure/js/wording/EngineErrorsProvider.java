package dev.perdure.js.wording;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import dev.perdure.js.instrument.InstrumentProvider;
import org.graalvm.polyglot.Engine;

/** Lets engines find {@link EngineErrors}. Stateless. */
@TruffleInstrument.Registration(
    id = EngineErrors.ID,
    name = "Words of errors",
    services = EngineErrors.Watch.class)
public final class EngineErrorsProvider extends InstrumentProvider {
  /** For the engine, which makes one itself. */
  public EngineErrorsProvider() {
    super(EngineErrors.class, EngineErrors::new, EngineErrors.Watch.class);
  }

  /** Has the errors of {@code engine} say what V8's say. */
  public static void install(Engine engine) {
    begin(engine, EngineErrors.ID, EngineErrors.Watch.class);
  }
}
