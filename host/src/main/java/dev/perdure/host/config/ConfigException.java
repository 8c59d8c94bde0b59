package dev.perdure.host.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration is refused. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  ConfigException(List<Fault> faults) {
    super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  static ConfigException of(Fault.Place place, String message) {
    return new ConfigException(List.of(new Fault(Fault.Severity.ERROR, place, message)));
  }

  /** Every fault and every warning, in the order of the files. */
  public List<Fault> faults() {
    return faults;
  }
}
