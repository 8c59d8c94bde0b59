package dev.perdure.workers.compat;

import java.util.List;
import java.util.stream.Collectors;

/** Compatibility flags cannot be made because their date or their names are wrong. */
public final class CompatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<CompatFault> faults;

  CompatException(List<CompatFault> faults) {
    super(faults.stream().map(CompatFault::message).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** Everything that is wrong, in the order of the list. */
  public List<CompatFault> faults() {
    return faults;
  }
}
