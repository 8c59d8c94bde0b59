package dev.perdure.js.privacy;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.instrumentation.provider.TruffleInstrumentProvider;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.graalvm.polyglot.Engine;

/** Lets engines find {@link SharedNames}. Stateless. */
@TruffleInstrument.Registration(
    id = SharedNames.ID,
    name = "Private names of the global scope",
    services = SharedNames.Watch.class)
public final class SharedNamesProvider extends TruffleInstrumentProvider {
  /** How the names of the internal sources begin whose private names are shared. */
  public static final String SCRIPTS = "perdure:lib/";

  /** Has the scripts of the global scope in {@code engine} share their private names. */
  public static void install(Engine engine) {
    Objects.requireNonNull(engine.getInstruments().get(SharedNames.ID), SharedNames.ID)
        .lookup(SharedNames.Watch.class);
  }

  @Override
  protected String getInstrumentClassName() {
    return SharedNames.class.getName();
  }

  @Override
  protected Object create() {
    return new SharedNames();
  }

  @Override
  protected Collection<String> getServicesClassNames() {
    return List.of(SharedNames.Watch.class.getName());
  }

  @Override
  protected List<String> getInternalResourceIds() {
    return List.of();
  }

  @Override
  protected Object createInternalResource(String id) {
    throw new IllegalArgumentException("There is no resource '" + id + "'.");
  }
}
