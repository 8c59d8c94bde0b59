package dev.perdure.host.cron;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;

/**
 * When a cron trigger fires, in UTC: minute, hour, day of the month, month, day of the week, with
 * lists, ranges, steps, names and the platform's {@code L}, {@code W} and {@code #}. Days of the
 * week count from 1, Sunday. Immutable.
 *
 * @see <a href="https://developers.cloudflare.com/workers/configuration/cron-triggers/">Cron
 *     Triggers</a>
 */
public final class CronSchedule {
  private static final String MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
  private static final String DAYS = "SUNMONTUEWEDTHUFRISAT";
  // A 29th of February that is a given day of the week comes after 40 years at the latest.
  private static final int MOST_DAYS = 366 * 41;

  private final BitSet minutes;
  private final BitSet hours;
  private final String daysOfMonth;
  private final BitSet months;
  private final String daysOfWeek;

  private CronSchedule(String[] fields) {
    this.minutes = numbers(fields[0], 0, 59, "");
    this.hours = numbers(fields[1], 0, 23, "");
    this.daysOfMonth = fields[2];
    this.months = numbers(fields[3], 1, 12, MONTHS);
    this.daysOfWeek = fields[4];
    // Both are read again for each day; here only so that faults show.
    isDayOfMonth(LocalDate.EPOCH);
    isDayOfWeek(LocalDate.EPOCH);
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException with a sentence, if it is none
   */
  public static CronSchedule parse(String expression) {
    String[] fields = expression.strip().toUpperCase(Locale.ROOT).split("\\s+");
    if (fields.length != 5) {
      throw new IllegalArgumentException(
          "The cron expression '"
              + expression
              + "' has "
              + fields.length
              + " fields. Write five: minute, hour, day of the month, month, day of the week.");
    }
    try {
      return new CronSchedule(fields);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The cron expression '"
              + expression
              + "' cannot be read: "
              + e.getMessage()
              + ". Write for example '*/5 * * * *'.",
          e);
    }
  }

  /** The first time after {@code start} at which the trigger fires; none if there is never one. */
  public Optional<Instant> next(Instant start) {
    ZonedDateTime from =
        start.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    LocalTime earliest = from.toLocalTime();
    LocalDate day = from.toLocalDate();
    for (int i = 0; i < MOST_DAYS; i++) {
      if (fires(day)) {
        Optional<LocalTime> time = time(earliest);
        if (time.isPresent()) {
          return Optional.of(day.atTime(time.get()).toInstant(ZoneOffset.UTC));
        }
      }
      day = day.plusDays(1);
      earliest = LocalTime.MIDNIGHT;
    }
    return Optional.empty();
  }

  private Optional<LocalTime> time(LocalTime earliest) {
    for (int hour = hours.nextSetBit(earliest.getHour());
        hour >= 0;
        hour = hours.nextSetBit(hour + 1)) {
      int minute = minutes.nextSetBit(hour == earliest.getHour() ? earliest.getMinute() : 0);
      if (minute >= 0) {
        return Optional.of(LocalTime.of(hour, minute));
      }
    }
    return Optional.empty();
  }

  private boolean fires(LocalDate day) {
    if (!months.get(day.getMonthValue())) {
      return false;
    }
    boolean everyDay = daysOfMonth.startsWith("*") || daysOfMonth.equals("?");
    boolean everyWeekday = daysOfWeek.startsWith("*") || daysOfWeek.equals("?");
    // As everywhere: where both are restricted, either is enough.
    return (everyDay || everyWeekday)
        ? isDayOfMonth(day) && isDayOfWeek(day)
        : isDayOfMonth(day) || isDayOfWeek(day);
  }

  private boolean isDayOfMonth(LocalDate day) {
    boolean is = false;
    for (String part : daysOfMonth.split(",", -1)) {
      is |= isDayOfMonth(part, day);
    }
    return is;
  }

  private static boolean isDayOfMonth(String part, LocalDate day) {
    LocalDate last = day.with(TemporalAdjusters.lastDayOfMonth());
    if (part.equals("?")) {
      return true;
    }
    if (part.equals("L")) {
      return day.equals(last);
    }
    if (part.equals("LW") || part.equals("WL")) {
      return day.equals(nearestWeekday(last));
    }
    if (part.endsWith("W")) {
      int wanted = number(part.substring(0, part.length() - 1), 1, 31, "");
      return wanted <= last.getDayOfMonth()
          && day.equals(nearestWeekday(day.withDayOfMonth(wanted)));
    }
    return numbers(part, 1, 31, "").get(day.getDayOfMonth());
  }

  /** The day of the same month from Monday to Friday that is nearest. */
  private static LocalDate nearestWeekday(LocalDate day) {
    boolean first = day.getDayOfMonth() == 1;
    boolean last = day.equals(day.with(TemporalAdjusters.lastDayOfMonth()));
    return switch (day.getDayOfWeek()) {
      case SATURDAY -> first ? day.plusDays(2) : day.minusDays(1);
      case SUNDAY -> last ? day.minusDays(2) : day.plusDays(1);
      case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
    };
  }

  private boolean isDayOfWeek(LocalDate day) {
    boolean is = false;
    for (String part : daysOfWeek.split(",", -1)) {
      is |= isDayOfWeek(part, day);
    }
    return is;
  }

  private static boolean isDayOfWeek(String part, LocalDate day) {
    int hash = part.indexOf('#');
    if (part.equals("?")) {
      return true;
    }
    if (hash > 0) {
      int nth = number(part.substring(hash + 1), 1, 5, "");
      return number(part.substring(0, hash), 1, 7, DAYS) == numberOf(day)
          && (day.getDayOfMonth() - 1) / 7 + 1 == nth;
    }
    if (part.endsWith("L") && part.length() > 1) {
      return number(part.substring(0, part.length() - 1), 1, 7, DAYS) == numberOf(day)
          && day.plusWeeks(1).getMonth() != day.getMonth();
    }
    return numbers(part.equals("L") ? "7" : part, 1, 7, DAYS).get(numberOf(day));
  }

  /** From 1, Sunday. */
  private static int numberOf(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SUNDAY ? 1 : day.getDayOfWeek().getValue() + 1;
  }

  private static BitSet numbers(String field, int least, int most, String names) {
    BitSet numbers = new BitSet();
    for (String part : field.split(",", -1)) {
      int slash = part.indexOf('/');
      String range = slash < 0 ? part : part.substring(0, slash);
      int step = slash < 0 ? 1 : number(part.substring(slash + 1), 1, most + 1, "");
      int dash = range.indexOf('-');
      int from;
      int to;
      if (range.equals("*")) {
        from = least;
        to = most;
      } else if (dash > 0) {
        from = number(range.substring(0, dash), least, most, names);
        to = number(range.substring(dash + 1), least, most, names);
      } else {
        from = number(range, least, most, names);
        to = slash < 0 ? from : most;
      }
      if (to < from) {
        throw new NumberFormatException("the range '" + range + "' ends before it begins");
      }
      for (int i = from; i <= to; i += step) {
        numbers.set(i);
      }
    }
    return numbers;
  }

  private static int number(String text, int least, int most, String names) {
    int name = text.length() == 3 && !names.isEmpty() ? names.indexOf(text) : -1;
    if (name >= 0 && name % 3 == 0) {
      return name / 3 + 1;
    }
    boolean digits =
        !text.isEmpty() && text.length() < 4 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int value = digits ? Integer.parseInt(text) : -1;
    if (value < least || value > most) {
      throw new NumberFormatException("'" + text + "' is no number from " + least + " to " + most);
    }
    return value;
  }
}
