package dev.perdure.host.actor;

import dev.perdure.workers.compat.CompatFlag;
import dev.perdure.workers.spi.Binding;
import dev.perdure.workers.spi.CacheStore;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.spi.Evictions;
import dev.perdure.workers.spi.GuestWorker;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The code of a worker as its isolates run it, with what it may reach.
 *
 * @param bindings the members of {@code env}
 * @param loopback the members of {@code ctx.exports}
 * @param outbound where {@code fetch} goes
 * @param caches what {@code caches} keeps
 * @param cpuLimit the most processor time that one event may use
 * @param evictions what tests may end instances by, or null
 */
public record ActorCode(
    GuestWorker worker,
    Map<String, Binding> bindings,
    Map<String, Binding> loopback,
    Channel outbound,
    CacheStore caches,
    Consoles consoles,
    Duration cpuLimit,
    @Nullable Evictions evictions) {
  /** The processor time that loading a worker or making an instance may use, if that is more. */
  public static final Duration STARTUP_CPU_LIMIT = Duration.ofSeconds(10);

  private static final Set<EventLoop.Kind> NETWORK = Set.of(EventLoop.Kind.NETWORK);
  private static final Set<EventLoop.Kind> TASKS =
      Set.of(
          EventLoop.Kind.NETWORK,
          EventLoop.Kind.ANSWER,
          EventLoop.Kind.TIMER,
          EventLoop.Kind.WAIT_UNTIL);

  public ActorCode {
    Objects.requireNonNull(worker);
    Objects.requireNonNull(bindings);
    Objects.requireNonNull(loopback);
    Objects.requireNonNull(outbound);
    Objects.requireNonNull(caches);
    Objects.requireNonNull(consoles);
    Objects.requireNonNull(cpuLimit);
  }

  /** What keeps an object without callers in memory, for a while. */
  Set<EventLoop.Kind> keepingTasks() {
    return worker.flags().on(CompatFlag.DURABLE_OBJECT_IO_TASKS_PREVENT_EVICTION) ? TASKS : NETWORK;
  }
}
