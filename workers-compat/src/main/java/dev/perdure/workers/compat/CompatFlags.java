package dev.perdure.workers.compat;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The compatibility flags that are on for one worker, made from its date and the flags it names.
 *
 * <p>A flag is on when it is named, when the date has it on and it is not switched off by name, or
 * when a flag that is on brings it and it is not switched off by name. Immutable. The rules are
 * those of workerd's {@code compatibility-date.c++}.
 */
public final class CompatFlags {
  /** The newest date that the table of flags covers. */
  public static final LocalDate NEWEST_DATE = LocalDate.of(2026, 8, 29);

  private static final Map<String, CompatFlag> BY_ENABLE_NAME = new HashMap<>();
  private static final Map<String, CompatFlag> BY_DISABLE_NAME = new HashMap<>();

  static {
    for (CompatFlag flag : CompatFlag.values()) {
      BY_ENABLE_NAME.put(flag.enableName(), flag);
      flag.disableName().ifPresent(name -> BY_DISABLE_NAME.put(name, flag));
    }
  }

  private final LocalDate date;
  private final Set<CompatFlag> on;
  private final List<String> named;

  private CompatFlags(LocalDate date, Set<CompatFlag> on, List<String> named) {
    this.date = date;
    this.on = Collections.unmodifiableSet(on);
    this.named = List.copyOf(named);
  }

  /** The flags of a worker with this date that names no flag. */
  public static CompatFlags of(LocalDate date) {
    return of(date, List.of());
  }

  /**
   * The flags of a worker with this date and these names.
   *
   * @throws CompatException with every fatal fault of the names, when there is one
   */
  public static CompatFlags of(LocalDate date, List<String> flags) {
    List<CompatFault> fatal =
        faults(date, flags, date).stream().filter(CompatFault::fatal).toList();
    if (!fatal.isEmpty()) {
      throw new CompatException(fatal);
    }
    return new CompatFlags(date, resolve(date, Set.copyOf(flags)), flags);
  }

  /** Reads a date written as {@code YYYY-MM-DD}; empty when it is malformed. */
  public static Optional<LocalDate> parseDate(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      return date.getYear() >= 2000 && date.getYear() < 3000 ? Optional.of(date) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Every fault and every remark about this date and these names, given today's date in UTC. */
  public static List<CompatFault> faults(LocalDate date, List<String> flags, LocalDate today) {
    List<CompatFault> faults = new ArrayList<>();
    if (date.isAfter(today)) {
      faults.add(new CompatFault.FutureDate(date, today));
    }
    Set<String> seen = new HashSet<>();
    for (String name : flags) {
      if (!seen.add(name)) {
        faults.add(new CompatFault.Repeated(name));
        continue;
      }
      CompatFlag enabled = BY_ENABLE_NAME.get(name);
      if (enabled == null && !BY_DISABLE_NAME.containsKey(name)) {
        faults.add(new CompatFault.UnknownFlag(name, NearNames.of(name, names())));
      } else if (enabled != null && enabled.disableName().filter(flags::contains).isPresent()) {
        faults.add(new CompatFault.Contradiction(enabled));
      } else if (enabled != null && FlagSchedule.of(enabled).onAt(date)) {
        faults.add(new CompatFault.Redundant(enabled));
      }
    }
    return faults;
  }

  /** Whether the worker runs with {@code flag} on. */
  public boolean on(CompatFlag flag) {
    return on.contains(flag);
  }

  /** The worker's compatibility date. */
  public LocalDate date() {
    return date;
  }

  /** The names that the worker's configuration lists, in its order. */
  public List<String> named() {
    return named;
  }

  /** Every flag that is on, in the order of the table. */
  public Set<CompatFlag> enabled() {
    return on;
  }

  private static Set<String> names() {
    Set<String> names = new HashSet<>(BY_ENABLE_NAME.keySet());
    names.addAll(BY_DISABLE_NAME.keySet());
    return names;
  }

  private static Set<CompatFlag> resolve(LocalDate date, Set<String> named) {
    Set<CompatFlag> on = EnumSet.noneOf(CompatFlag.class);
    for (CompatFlag flag : CompatFlag.values()) {
      boolean off = flag.disableName().filter(named::contains).isPresent();
      if (named.contains(flag.enableName()) || (FlagSchedule.of(flag).onAt(date) && !off)) {
        on.add(flag);
      }
    }
    boolean grew = true;
    while (grew) {
      grew = false;
      for (CompatFlag flag : CompatFlag.values()) {
        if (!on.contains(flag) && implied(flag, date, named, on)) {
          grew = on.add(flag);
        }
      }
    }
    return on;
  }

  private static boolean implied(
      CompatFlag flag, LocalDate date, Set<String> named, Set<CompatFlag> on) {
    return flag.disableName().filter(named::contains).isEmpty()
        && FlagSchedule.of(flag).implications().stream()
            .anyMatch(implication ->
                !date.isBefore(implication.from())
                    && on.contains(BY_ENABLE_NAME.get(implication.enableName())));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CompatFlags flags && date.equals(flags.date) && on.equals(flags.on);
  }

  @Override
  public int hashCode() {
    return 31 * date.hashCode() + on.hashCode();
  }

  @Override
  public String toString() {
    return date + " " + named;
  }
}
