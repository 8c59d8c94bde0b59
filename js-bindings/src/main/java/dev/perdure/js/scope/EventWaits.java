package dev.perdure.js.scope;

import java.util.concurrent.atomic.AtomicInteger;
import org.graalvm.polyglot.HostAccess;

/** How much one event waits for. Thread-safe. */
public final class EventWaits {
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean onOthers;

  /** Says that the event may also wait for what other events of its isolate wait for. */
  @HostAccess.Export
  public void onOthers() {
    onOthers = true;
  }

  boolean areOnOthers() {
    return onOthers;
  }

  void more() {
    count.incrementAndGet();
  }

  void less() {
    count.decrementAndGet();
  }

  boolean none() {
    return count.get() == 0;
  }
}
