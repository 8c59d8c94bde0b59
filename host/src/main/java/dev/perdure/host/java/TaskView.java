package dev.perdure.host.java;

import dev.perdure.workers.Task;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A task, whose result this isolate completes. */
record TaskView<T extends @Nullable Object>(Fibers fibers, CompletableFuture<T> result)
    implements Task<T> {
  @Override
  public T join() {
    return fibers.join(result);
  }

  @Override
  public boolean isDone() {
    return result.isDone();
  }
}
