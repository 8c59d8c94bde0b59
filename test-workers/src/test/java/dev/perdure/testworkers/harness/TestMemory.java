package dev.perdure.testworkers.harness;

import dev.perdure.host.life.MemoryPressure;
import org.jspecify.annotations.Nullable;

/** Memory that is short when a test says so. */
public final class TestMemory implements MemoryPressure {
  private @Nullable Listener listener;

  @Override
  public void listen(Listener heard) {
    listener = heard;
  }

  /** Memory is short now. */
  public void run(Level level) {
    if (listener == null) {
      throw new IllegalStateException("Nobody listens.");
    }
    listener.memoryIsShort(level);
  }

  @Override
  public void close() {
    listener = null;
  }
}
