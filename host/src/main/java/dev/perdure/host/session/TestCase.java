package dev.perdure.host.session;

import dev.perdure.workers.event.Event;
import dev.perdure.workers.spi.Channel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * One case, a handler {@code test} of a worker, and how it ended.
 *
 * @param name what it is called
 * @param failure why it failed; empty where it passed
 */
public record TestCase(String name, Optional<String> failure) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /**
   * Runs the handler of an entrypoint and waits for it, a minute at most.
   *
   * @param describe says for people what was thrown
   */
  public static TestCase run(
      String name, Channel entrypoint, Function<Throwable, String> describe) {
    try {
      entrypoint.send(new Event.Test()).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return new TestCase(name, Optional.empty());
    } catch (ExecutionException e) {
      return failed(name, describe.apply(e.getCause() == null ? e : e.getCause()));
    } catch (TimeoutException e) {
      return failed(name, "It did not end within %d s.".formatted(LIMIT.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(name, "It was interrupted.");
    }
  }

  /** A case that failed. */
  public static TestCase failed(String name, String why) {
    return new TestCase(name, Optional.of(why));
  }

  /** Whether it passed. */
  public boolean passed() {
    return failure.isEmpty();
  }
}
