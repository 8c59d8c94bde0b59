package dev.perdure.host.bundle;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects changes until there is a moment of quiet.
 *
 * <p>Thread-safe.
 */
final class Debounce {

  /** Runs a task after a while. */
  interface Timer {
    /** Plans {@code task}; the answer cancels it. */
    Future<?> after(Duration delay, Runnable task);
  }

  private final Timer timer;
  private final Duration quiet;
  private final Consumer<Set<Path>> action;
  private Set<Path> collected = new HashSet<>();
  private @Nullable Future<?> planned;

  Debounce(Timer timer, Duration quiet, Consumer<Set<Path>> action) {
    this.timer = timer;
    this.quiet = quiet;
    this.action = action;
  }

  synchronized void add(Set<Path> changes) {
    collected.addAll(changes);
    if (planned != null) {
      planned.cancel(false);
    }
    planned = timer.after(quiet, this::fire);
  }

  private void fire() {
    Set<Path> changes = take();
    if (!changes.isEmpty()) {
      action.accept(changes);
    }
  }

  private synchronized Set<Path> take() {
    Set<Path> changes = collected;
    collected = new HashSet<>();
    planned = null;
    return changes;
  }
}
