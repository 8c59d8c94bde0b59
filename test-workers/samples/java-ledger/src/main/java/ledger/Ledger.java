package ledger;

import java.time.Instant;
import java.util.List;

/** What others may ask of an account. */
public interface Ledger {
  Outcome post(Kind kind, long amount);

  List<Entry> entries();

  enum Kind {
    DEPOSIT,
    WITHDRAWAL,
    INTEREST
  }

  record Entry(long number, Kind kind, long amount, Instant bookedAt) {}

  sealed interface Outcome {
    record Booked(long balance) implements Outcome {}

    record Refused(String reason, long balance) implements Outcome {}
  }
}
