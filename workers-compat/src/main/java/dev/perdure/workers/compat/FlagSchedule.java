package dev.perdure.workers.compat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * When a flag is on without being named.
 *
 * @param onFrom the first compatibility date with the flag on
 * @param implications the flags that bring this one
 * @param always whether the flag is on at every date
 * @param experimental whether the flag is meant for experiments
 */
record FlagSchedule(
    Optional<LocalDate> onFrom,
    List<Implication> implications,
    boolean always,
    boolean experimental) {

  /** A flag that brings another one, from a date on. */
  record Implication(String enableName, LocalDate from) {}

  private static final Map<CompatFlag, FlagSchedule> ALL = new EnumMap<>(CompatFlag.class);

  static {
    for (CompatFlag flag : CompatFlag.values()) {
      ALL.put(flag, parse(flag.when()));
    }
  }

  FlagSchedule {
    implications = List.copyOf(implications);
  }

  static FlagSchedule of(CompatFlag flag) {
    return Objects.requireNonNull(ALL.get(flag));
  }

  /** Reads the <i>when</i> column of the table. */
  private static FlagSchedule parse(String when) {
    Optional<LocalDate> onFrom = Optional.empty();
    List<Implication> implications = new ArrayList<>();
    boolean always = false;
    boolean experimental = false;
    for (String part : when.split(", ")) {
      int space = part.indexOf(' ');
      if (space > 0) {
        String from = part.substring(space + 1);
        LocalDate date = from.equals("always") ? LocalDate.MIN : LocalDate.parse(from);
        implications.add(new Implication(part.substring(0, space), date));
      } else if (part.equals("always")) {
        always = true;
      } else if (part.equals("experimental")) {
        experimental = true;
      } else if (!part.isEmpty()) {
        onFrom = Optional.of(LocalDate.parse(part));
      }
    }
    return new FlagSchedule(onFrom, implications, always, experimental);
  }

  boolean onAt(LocalDate date) {
    return always || onFrom.filter(from -> !date.isBefore(from)).isPresent();
  }
}
