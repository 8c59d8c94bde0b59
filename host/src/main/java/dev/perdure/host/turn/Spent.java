package dev.perdure.host.turn;

/**
 * How long the turns of one isolate have lasted since its allowance was last renewed. The thread
 * that runs the turn calls {@link #begin}, {@link #end} and {@link #renew}; one other thread calls
 * {@link #charge}.
 */
final class Spent {
  // Nanoseconds that the turns that have ended lasted together, and when the one that runs began.
  private volatile long ended;
  private volatile long began;
  private volatile boolean running;

  // What ended + running was when the allowance was renewed.
  private volatile long renewed;
  private volatile int renewals;

  // Used by the thread that charges.
  private int charging;
  private long charged;
  private double total;

  void begin() {
    began = System.nanoTime();
    running = true;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only the thread that runs the turn writes
  void end() {
    ended = ended + (System.nanoTime() - began);
    running = false;
  }

  /** An event begins: what was spent before does not count. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the thread that runs the turn writes
  void renew() {
    renewed = lasted();
    renewals = renewals + 1;
  }

  private long lasted() {
    return running ? ended + (System.nanoTime() - began) : ended;
  }

  /**
   * Adds what was not charged yet, of which {@code share} was spent on a processor; returns the
   * nanoseconds of processor time since the allowance was renewed.
   */
  double charge(double share) {
    int known = renewals;
    if (charging != known) {
      charging = known;
      charged = renewed;
      total = 0;
    }
    long now = lasted();
    total += Math.max(0, now - charged) * share;
    charged = now;
    return total;
  }
}
