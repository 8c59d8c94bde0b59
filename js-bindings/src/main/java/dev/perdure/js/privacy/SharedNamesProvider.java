package dev.perdure.js.privacy;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import dev.perdure.js.instrument.InstrumentProvider;
import org.graalvm.polyglot.Engine;

/** Lets engines find {@link SharedNames}. Stateless. */
@TruffleInstrument.Registration(
    id = SharedNames.ID,
    name = "Private names of the global scope",
    services = SharedNames.Watch.class)
public final class SharedNamesProvider extends InstrumentProvider {
  /** How the names of the internal sources begin whose private names are shared. */
  public static final String SCRIPTS = "perdure:lib/";

  /** For the engine, which makes one itself. */
  public SharedNamesProvider() {
    super(SharedNames.class, SharedNames::new, SharedNames.Watch.class);
  }

  /** Has the scripts of the global scope in {@code engine} share their private names. */
  public static void install(Engine engine) {
    begin(engine, SharedNames.ID, SharedNames.Watch.class);
  }
}
