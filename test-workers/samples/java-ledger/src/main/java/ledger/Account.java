package ledger;

import dev.perdure.workers.AlarmInfo;
import dev.perdure.workers.DurableObject;
import dev.perdure.workers.DurableObjectState;
import dev.perdure.workers.Env;
import dev.perdure.workers.SqlStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One account: its entries are rows, its balance is their sum. */
public class Account extends DurableObject implements Ledger {
  private static final Duration YEAR = Duration.ofDays(365);

  private final SqlStorage sql;

  public Account(DurableObjectState ctx, Env env) {
    super(ctx, env);
    sql = ctx.storage().sql();
    sql.exec(
        "CREATE TABLE IF NOT EXISTS entry (number INTEGER PRIMARY KEY, kind TEXT, amount INTEGER, booked_at INTEGER)");
  }

  private long balance() {
    return sql.exec("SELECT coalesce(sum(amount), 0) FROM entry").one(Long.class);
  }

  private static final class Overdrawn extends RuntimeException {}

  @Override
  public Outcome post(Kind kind, long amount) {
    try {
      return ctx.storage()
          .transactionSync(() -> {
            long signed = kind == Kind.WITHDRAWAL ? -amount : amount;
            sql.exec(
                "INSERT INTO entry (kind, amount, booked_at) VALUES (?, ?, ?)",
                kind,
                signed,
                Instant.now());
            if (balance() < 0) {
              throw new Overdrawn();
            }
            if (ctx.storage().getAlarm().isEmpty()) {
              ctx.storage().setAlarm(YEAR);
            }
            return new Outcome.Booked(balance());
          });
    } catch (Overdrawn e) {
      return new Outcome.Refused("overdrawn", balance());
    }
  }

  @Override
  public List<Entry> entries() {
    return sql.query(Entry.class, "SELECT * FROM entry ORDER BY number");
  }

  @Override
  public void alarm(AlarmInfo alarm) {
    post(Kind.INTEREST, balance() * Long.parseLong(env.text("INTEREST_PERCENT")) / 100);
    ctx.storage().setAlarm(YEAR);
  }
}
