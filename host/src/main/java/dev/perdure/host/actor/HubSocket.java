package dev.perdure.host.actor;

import dev.perdure.host.turn.Timers;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.SocketEnd;
import dev.perdure.workers.spi.ActorSocket;
import dev.perdure.workers.spi.ActorSockets;
import dev.perdure.workers.spi.Console;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One socket of an object that hibernates. What arrives becomes events, the next one when the
 * handler of the last has begun: as at workerd, a handler that awaits something does not hold back
 * the socket's other messages. Thread-safe.
 */
final class HubSocket implements ActorSocket, SocketEnd.Listener {
  private static final String TOO_LONG =
      "Actor exceeded event execution time and was disconnected.";

  /** The most handlers of one socket at a time; its client waits beyond. */
  private static final int MOST_RUNNING = 1024;

  private final SocketHub hub;
  private final long number;
  private final SocketEnd end;
  private final List<String> tags;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Event<Void>> arrived = new ArrayDeque<>(1);
  private volatile byte @Nullable [] attachment;
  private volatile @Nullable Instant autoResponseTime;
  private volatile boolean closedOutgoing;
  private boolean delivering;
  private boolean ending;
  private int running;

  HubSocket(
      SocketHub hub, long number, SocketEnd end, List<String> tags, byte @Nullable [] attachment) {
    this.hub = hub;
    this.number = number;
    this.end = end;
    this.tags = tags;
    this.attachment = attachment;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public SocketEnd end() {
    return end;
  }

  @Override
  public List<String> tags() {
    return tags;
  }

  @Override
  public byte @Nullable [] attachment() {
    return attachment;
  }

  @Override
  public void attach(byte[] attachment) {
    this.attachment = attachment;
  }

  @Override
  public @Nullable Instant autoResponseTime() {
    return autoResponseTime;
  }

  @Override
  public boolean closedOutgoing() {
    return closedOutgoing;
  }

  @Override
  public void closeOutgoing() {
    closedOutgoing = true;
  }

  @Override
  public void text(String message) {
    arrive(new Event.SocketText(this, message));
  }

  @Override
  public void binary(byte[] message) {
    arrive(new Event.SocketBinary(this, message));
  }

  @Override
  public void closed(int code, String reason, boolean clean) {
    arrive(new Event.SocketClose(this, code, reason, clean));
  }

  @Override
  public void failed(String message) {
    arrive(new Event.SocketError(this, message));
  }

  private void arrive(Event<Void> event) {
    lock.lock();
    try {
      arrived.add(event);
      if (delivering) {
        return;
      }
      delivering = true;
    } finally {
      lock.unlock();
    }
    deliverNext();
  }

  private void deliverNext() {
    Event<Void> event = next();
    while (event != null && answered(event)) {
      event = next();
    }
    if (event != null) {
      deliver(event);
    }
  }

  private @Nullable Event<Void> next() {
    lock.lock();
    try {
      Event<Void> event = running < MOST_RUNNING && !ending ? arrived.poll() : null;
      delivering = event != null;
      ending |= event instanceof Event.SocketClose || event instanceof Event.SocketError;
      return event;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the automatic answer, where there is one. */
  private boolean answered(Event<Void> event) {
    ActorSockets.AutoResponse response = hub.autoResponse();
    if (response == null
        || !(event instanceof Event.SocketText text)
        || !text.message().equals(response.request())) {
      return false;
    }
    end.taken();
    autoResponseTime = hub.owner().timers().clock().instant();
    if (!closedOutgoing) {
      end.sendText(response.response());
    }
    return true;
  }

  private void deliver(Event<Void> event) {
    count(1);
    Delivery delivery = new Delivery(event);
    CompletableFuture<Void> handled = hub.owner().deliver(hub.id(), event, delivery::begun);
    Duration limit = hub.eventLimit();
    Timers.Timer timer =
        limit == null ? null : hub.owner().timers().after(limit, () -> delivery.finished(TOO_LONG));
    handled.whenComplete((nothing, thrown) -> {
      if (timer != null) {
        timer.cancel();
      }
      delivery.finished(Actor.fault(thrown));
    });
  }

  /** An event on its way through the object. */
  private final class Delivery {
    private final Event<Void> event;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();

    Delivery(Event<Void> event) {
      this.event = event;
    }

    private boolean isMessage() {
      return event instanceof Event.SocketText || event instanceof Event.SocketBinary;
    }

    void begun() {
      if (isMessage() && !begun.getAndSet(true)) {
        end.taken();
        deliverNext();
      }
    }

    void finished(@Nullable String fault) {
      if (over.getAndSet(true)) {
        return;
      }
      if (fault != null) {
        hub.owner()
            .code()
            .consoles()
            .object(hub.owner().className(), hub.id())
            .write(Console.Level.ERROR, "Uncaught (in " + handler(event) + ") " + fault);
      }
      if (isMessage()) {
        count(-1);
        // Where the instance could not start, the handler has never begun.
        begun();
        resume();
      } else {
        hub.forget(HubSocket.this);
      }
    }
  }

  private void count(int more) {
    lock.lock();
    try {
      running += more;
    } finally {
      lock.unlock();
    }
  }

  /** Goes on with what waits because too much was running. */
  private void resume() {
    lock.lock();
    try {
      if (delivering || arrived.isEmpty()) {
        return;
      }
      delivering = true;
    } finally {
      lock.unlock();
    }
    deliverNext();
  }

  private static String handler(Event<Void> event) {
    return switch (event) {
      case Event.SocketClose close -> "webSocketClose";
      case Event.SocketError error -> "webSocketError";
      default -> "webSocketMessage";
    };
  }

  /** Whether the sockets of its object were dropped. On any thread. */
  boolean dropped() {
    return hub.closed();
  }

  /** Drops the connection; nothing more is delivered. */
  void drop() {
    lock.lock();
    try {
      ending = true;
      arrived.clear();
    } finally {
      lock.unlock();
    }
    end.abort();
  }
}
