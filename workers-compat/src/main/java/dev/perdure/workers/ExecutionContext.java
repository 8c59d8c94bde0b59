package dev.perdure.workers;

import java.util.concurrent.Callable;

/** The event that runs in a {@link Worker}. */
public interface ExecutionContext {
  /** Lets a task go on after the answer; what it throws is logged. */
  void waitUntil(Task<?> task);

  /** Starts a task that goes on after the answer; what it throws is logged. */
  default void waitUntil(Callable<?> task) {
    waitUntil(Task.start(task));
  }

  /** {@code ctx.props}: what the binding says about its holder, empty where it says nothing. */
  JsObject props();

  /** What the worker exports, without bindings for it. */
  Exports exports();
}
