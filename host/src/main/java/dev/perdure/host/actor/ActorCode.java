package dev.perdure.host.actor;

import dev.perdure.workers.spi.Binding;
import dev.perdure.workers.spi.CacheStore;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.GuestWorker;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * The code of a worker as its isolates run it, with what it may reach.
 *
 * @param bindings the members of {@code env}
 * @param loopback the members of {@code ctx.exports}
 * @param outbound where {@code fetch} goes
 * @param caches what {@code caches} keeps
 * @param cpuLimit the most processor time that one event may use
 */
public record ActorCode(
    GuestWorker worker,
    Map<String, Binding> bindings,
    Map<String, Binding> loopback,
    Channel outbound,
    CacheStore caches,
    Consoles consoles,
    Duration cpuLimit) {
  public ActorCode {
    Objects.requireNonNull(worker);
    Objects.requireNonNull(bindings);
    Objects.requireNonNull(loopback);
    Objects.requireNonNull(outbound);
    Objects.requireNonNull(caches);
    Objects.requireNonNull(consoles);
    Objects.requireNonNull(cpuLimit);
  }
}
