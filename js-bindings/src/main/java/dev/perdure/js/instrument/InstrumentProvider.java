package dev.perdure.js.instrument;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.instrumentation.provider.TruffleInstrumentProvider;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.graalvm.polyglot.Engine;

/** Lets engines find an instrument that works once its service is looked up. Stateless. */
public abstract class InstrumentProvider extends TruffleInstrumentProvider {
  private final Class<? extends TruffleInstrument> type;
  private final Supplier<? extends TruffleInstrument> instrument;
  private final Class<?> service;

  /** For an instrument that has one service and no resources. */
  protected <T extends TruffleInstrument> InstrumentProvider(
      Class<T> type, Supplier<T> instrument, Class<?> service) {
    this.type = type;
    this.instrument = instrument;
    this.service = service;
  }

  /** Has an instrument of {@code engine} begin. */
  protected static void begin(Engine engine, String id, Class<?> service) {
    Objects.requireNonNull(engine.getInstruments().get(id), id).lookup(service);
  }

  @Override
  protected final String getInstrumentClassName() {
    return type.getName();
  }

  @Override
  protected final Object create() {
    return instrument.get();
  }

  @Override
  protected final Collection<String> getServicesClassNames() {
    return List.of(service.getName());
  }

  @Override
  protected final List<String> getInternalResourceIds() {
    return List.of();
  }

  @Override
  protected final Object createInternalResource(String id) {
    throw new IllegalArgumentException("There is no resource '" + id + "'.");
  }
}
