package dev.perdure.workers.compat;

import java.time.LocalDate;
import java.util.List;

/** Something wrong with a compatibility date or with a list of compatibility flags. */
public sealed interface CompatFault {

  /** The fault as a full sentence with the next step. */
  String message();

  /** The date or the flag that is to blame, as it was written. */
  String value();

  /** Whether a worker with this fault must not start. */
  default boolean fatal() {
    return true;
  }

  /** The date is not a date written as {@code YYYY-MM-DD}. */
  record MalformedDate(String value) implements CompatFault {
    @Override
    public String message() {
      return "Invalid compatibility date: '%s'. Write it as YYYY-MM-DD, for example '%s'."
          .formatted(value, CompatFlags.NEWEST_DATE);
    }
  }

  /** The date has not come yet. */
  record FutureDate(LocalDate date, LocalDate today) implements CompatFault {
    @Override
    public String value() {
      return date.toString();
    }

    @Override
    public String message() {
      return "Can't set compatibility date in the future: '%s'. Today's date (UTC) is '%s'."
          .formatted(date, today);
    }
  }

  /** No flag has this name. */
  record UnknownFlag(String value, List<String> near) implements CompatFault {
    /** Copies the list. */
    public UnknownFlag {
      near = List.copyOf(near);
    }

    @Override
    public String message() {
      return "No such compatibility flag: '%s'.%s".formatted(value, NearNames.hint(near));
    }
  }

  /** Both names of one flag are listed. */
  record Contradiction(CompatFlag flag) implements CompatFault {
    @Override
    public String value() {
      return flag.disableName().orElse(flag.enableName());
    }

    @Override
    public String message() {
      return "Compatibility flags are mutually contradictory: '%s' vs '%s'. Remove one of them."
          .formatted(flag.enableName(), value());
    }
  }

  /** A name is listed twice. */
  record Repeated(String value) implements CompatFault {
    @Override
    public String message() {
      return "Compatibility flag specified multiple times: '%s'. Keep one of them."
          .formatted(value);
    }
  }

  /** The date has the flag on already. */
  record Redundant(CompatFlag flag) implements CompatFault {
    @Override
    public String value() {
      return flag.enableName();
    }

    @Override
    public boolean fatal() {
      return false;
    }

    @Override
    public String message() {
      return "The compatibility flag '%s' %s, so does not need to be specified anymore."
          .formatted(
              value(),
              flag.onFrom()
                  .map(date -> "became the default as of " + date)
                  .orElse("is the default"));
    }
  }
}
