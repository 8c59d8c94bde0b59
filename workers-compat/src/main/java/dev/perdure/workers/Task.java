package dev.perdure.workers;

import dev.perdure.workers.platform.Platform;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Work that goes on beside the event that started it, in the same isolate. Tasks take turns: one
 * runs while the others wait, so that they need no locks. Several calls of stubs are under way
 * together where each has a task.
 *
 * @param <T> what it gives
 */
public interface Task<T extends @Nullable Object> {
  /**
   * Waits for the result; other events may run meanwhile.
   *
   * @throws WorkerException what the task threw, if it was one; else one that has it as cause
   */
  T join();

  /** Whether the task has ended. */
  boolean isDone();

  /** Starts a task, which runs when this one waits or ends. */
  static <T extends @Nullable Object> Task<T> start(Callable<T> work) {
    return Platform.current().start(work);
  }

  /** Waits for some time; other events may run meanwhile, unlike with {@link Thread#sleep}. */
  static void sleep(Duration time) {
    Platform.current().sleep(time);
  }

  /**
   * Waits for something that a library of the JDK does on threads of its own; other events may run
   * meanwhile, unlike with {@code CompletableFuture.join}.
   *
   * @throws WorkerException for what the stage failed with
   */
  static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
    return Platform.current().await(stage);
  }
}
