package dev.perdure.testworkers.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;

/**
 * What one client knows of one ledger: the last number that was acknowledged, and whether the next
 * was sent. Used by one thread at a time.
 */
final class Books {
  private final String name;
  private final Random random;

  // What the ledger is known to hold: answered, or found after a crash.
  private int acknowledged;

  // The last that was answered, whose asynchronous transaction must have ended.
  private int answered;
  private int sent;
  private int alarm;

  Books(String name, long seed) {
    this.name = name;
    this.random = new Random(seed);
  }

  /** Writes the next number; says whether it was acknowledged. */
  boolean write(Client client) {
    int next = acknowledged + 1;
    int alarmIn = random.nextInt(3) == 0 ? random.nextInt(40) : -1;
    sent = next;
    if (client.ask("/write?name=%s&n=%d&alarm=%d".formatted(name, next, alarmIn)).isEmpty()) {
      return false;
    }
    acknowledged = next;
    answered = next;
    alarm = alarmIn >= 0 ? next : alarm;
    return true;
  }

  /**
   * Compares the ledger with what was acknowledged. The alarms are asked of another object, so that
   * nothing wakes the ledger but its alarm.
   */
  void check(Client client) {
    int rung = client.ask("/rung?name=%s&n=%d".formatted(name, alarm)).orElseThrow().asInt();
    assertThat(rung).as("alarm of %s", name).isGreaterThanOrEqualTo(alarm);
    JsonNode ledger = client.ask("/look?name=" + name).orElseThrow();
    int n = ledger.get("n").asInt();
    assertThat(n).as("%s: %s", name, ledger).isBetween(acknowledged, sent);
    for (String table : new String[] {"ledger", "debit", "credit"}) {
      assertThat(ledger.get(table).toString())
          .as("%s: %s", name, ledger)
          .isEqualTo("[%d,%d]".formatted(n, n));
    }
    int second = ledger.get("second").asInt();
    assertThat(ledger.get("first").asInt()).as("%s: %s", name, ledger).isEqualTo(second);
    assertThat(second).as("%s: %s", name, ledger).isBetween(answered, n);
    acknowledged = n;
    sent = n;
  }

  /** The last write that was answered. */
  int answered() {
    return answered;
  }
}
