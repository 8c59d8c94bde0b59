package dev.perdure.js.console;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.spi.Console;
import org.graalvm.polyglot.HostAccess;

/** What {@code console.js} calls. */
public final class ConsoleHost {
  private static final Console.Level[] LEVELS = Console.Level.values();

  private final Realm realm;

  /** The log of the isolate that {@code realm} belongs to. */
  public ConsoleHost(Realm realm) {
    this.realm = realm;
  }

  /** Writes a message; {@code level} is the ordinal of a {@link Console.Level}. */
  @HostAccess.Export
  public void write(int level, String text) {
    realm.host().console().write(LEVELS[level], text);
  }

  /** A clock for {@code console.time}, in nanoseconds; it runs while guest code runs. */
  @HostAccess.Export
  public double nanos() {
    return System.nanoTime();
  }
}
