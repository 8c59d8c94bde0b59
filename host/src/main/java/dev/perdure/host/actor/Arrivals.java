package dev.perdure.host.actor;

import dev.perdure.host.life.ObjectLimits;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The calls that wait for one actor to take them up, within limits. Socket messages and alarms are
 * not counted: each socket has at most one on its way. Thread-safe.
 */
final class Arrivals {
  /** A call that waits. */
  record Arrival(Instant time, long bytes) {}

  private static final String OVERLOADED = "Durable Object is overloaded. ";

  private final ObjectLimits limits;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Arrival> waiting = new ArrayDeque<>(4);
  private long bytes;

  Arrivals(ObjectLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Notes a call.
   *
   * @throws GuestException if too much waits already
   */
  Arrival arrive(Event<?> event) {
    Arrival arrival = new Arrival(clock.instant(), size(event));
    lock.lock();
    try {
      if (waiting.size() >= limits.waitingEvents()) {
        throw overloaded("Too many requests queued.");
      }
      if (!waiting.isEmpty() && bytes + arrival.bytes() > limits.waitingBytes()) {
        throw overloaded("Too much data queued.");
      }
      if (!waiting.isEmpty()
          && waiting.getFirst().time().plus(limits.waitingTime()).isBefore(arrival.time())) {
        throw overloaded("Requests queued for too long.");
      }
      waiting.add(arrival);
      bytes += arrival.bytes();
      return arrival;
    } finally {
      lock.unlock();
    }
  }

  /** The call is taken up. */
  void taken(Arrival arrival) {
    lock.lock();
    try {
      if (waiting.remove(arrival)) {
        bytes -= arrival.bytes();
      }
    } finally {
      lock.unlock();
    }
  }

  private static GuestException overloaded(String why) {
    return new GuestException(
        ErrorData.of("Error", OVERLOADED + why).with(ErrorData.Flag.OVERLOADED));
  }

  private static long size(Event<?> event) {
    return switch (event) {
      case Event.Fetch fetch ->
          fetch.request().body() instanceof Body.Bytes whole ? whole.bytes().length : 0;
      case Event.RpcCall call -> call.arguments().bytes().length;
      default -> 0;
    };
  }
}
