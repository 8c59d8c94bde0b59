package dev.perdure.js.wording;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.instrumentation.provider.TruffleInstrumentProvider;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.graalvm.polyglot.Engine;

/** Lets engines find {@link EngineErrors}. Stateless. */
@TruffleInstrument.Registration(
    id = EngineErrors.ID,
    name = "Words of errors",
    services = EngineErrors.Watch.class)
public final class EngineErrorsProvider extends TruffleInstrumentProvider {
  /** Has the errors of {@code engine} say what V8's say. */
  public static void install(Engine engine) {
    Objects.requireNonNull(engine.getInstruments().get(EngineErrors.ID), EngineErrors.ID)
        .lookup(EngineErrors.Watch.class);
  }

  @Override
  protected String getInstrumentClassName() {
    return EngineErrors.class.getName();
  }

  @Override
  protected Object create() {
    return new EngineErrors();
  }

  @Override
  protected Collection<String> getServicesClassNames() {
    return List.of(EngineErrors.Watch.class.getName());
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
