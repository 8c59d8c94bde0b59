package dev.perdure.js.scope;

import dev.perdure.workers.spi.EventLoop;
import java.time.Duration;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/** What {@code timers.js} calls. */
public final class TimerHost {
  private final Realm realm;

  TimerHost(Realm realm) {
    this.realm = realm;
  }

  /** Calls {@code callback} in a turn after {@code millis} milliseconds. */
  @HostAccess.Export
  public Object after(double millis, Value callback) {
    return realm.loop().after(Duration.ofMillis((long) millis), callback::executeVoid);
  }

  /** Takes a timer back. */
  @HostAccess.Export
  public void cancel(Object timer) {
    ((EventLoop.Pending) timer).cancel();
  }
}
