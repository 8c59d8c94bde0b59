package dev.perdure.host.actor;

import dev.perdure.workers.message.ErrorData;
import org.jspecify.annotations.Nullable;

/** What stubs that have reached an instance know of its end. Thread-safe. */
final class Fate {
  private volatile @Nullable ErrorData reset;

  /** Why the instance was reset, or null where it was not. */
  @Nullable ErrorData reset() {
    return reset;
  }

  void reset(ErrorData reason) {
    reset = reason;
  }
}
