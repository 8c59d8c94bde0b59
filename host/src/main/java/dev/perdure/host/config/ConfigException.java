package dev.perdure.host.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A configuration is refused. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;
  private final transient Set<Path> watchedFiles;

  ConfigException(List<Fault> faults, Set<Path> watchedFiles) {
    super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
    this.watchedFiles = Set.copyOf(watchedFiles);
  }

  static ConfigException of(Fault.Place place, String message) {
    return new ConfigException(List.of(new Fault(Fault.Severity.ERROR, place, message)), Set.of());
  }

  /** Every fault and every warning, in the order of the files. */
  public List<Fault> faults() {
    return faults;
  }

  /** The files that were read or looked for until then. */
  public Set<Path> watchedFiles() {
    return watchedFiles;
  }
}
