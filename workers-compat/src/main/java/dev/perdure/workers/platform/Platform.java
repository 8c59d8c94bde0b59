package dev.perdure.workers.platform;

import dev.perdure.workers.Cache;
import dev.perdure.workers.Env;
import dev.perdure.workers.ExecutionContext;
import dev.perdure.workers.Response;
import dev.perdure.workers.Task;
import dev.perdure.workers.WebSocket;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The isolate as the event that runs in it sees it. Confined to the thread of that event. */
public interface Platform {
  /** The platform on the threads of events. */
  ScopedValue<Platform> CURRENT = ScopedValue.newInstance();

  /** How much a line of the log matters. */
  enum Level {
    /** For the author of the worker. */
    DEBUG,
    /** Ordinary output. */
    LOG,
    /** Ordinary output, said to be information. */
    INFO,
    /** Something to look at. */
    WARN,
    /** Something that failed. */
    ERROR
  }

  /**
   * The platform of the event that runs on this thread.
   *
   * @throws IllegalStateException on any other thread
   */
  static Platform current() {
    if (!CURRENT.isBound()) {
      throw new IllegalStateException(
          "No event runs on this thread, '%s'. Call it on the thread that the handler was called on, or start a Task."
              .formatted(Thread.currentThread().getName()));
    }
    return CURRENT.get();
  }

  /** Throws where the isolate has ended. */
  void poll();

  /** The bindings. */
  Env env();

  /** The event that runs. */
  ExecutionContext context();

  /** Starts a task. */
  <T extends @Nullable Object> Task<T> start(Callable<T> work);

  /** Waits for some time. */
  void sleep(Duration time);

  /** Waits for something outside. */
  <T extends @Nullable Object> T await(CompletionStage<T> stage);

  /** Two connected sockets. */
  WebSocket[] socketPair();

  /** What {@code writer} writes, as it is read. */
  InputStream written(Response.Writer writer);

  /** What is kept in a cache; the one with the empty name is shared by all. */
  Cache cache(String name);

  /** Writes to the log. */
  void log(Level level, String message);
}
