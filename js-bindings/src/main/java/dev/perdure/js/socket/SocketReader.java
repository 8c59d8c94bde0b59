package dev.perdure.js.socket;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.SocketEnd;
import dev.perdure.workers.spi.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * Brings what arrives on one socket into the isolate, one message in each task. Its listener
 * methods may be called on any thread; the rest is confined to the isolate's.
 */
final class SocketReader implements SocketEnd.Listener {
  private final Realm realm;
  private final SocketEnd end;
  private final Value receive;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Consumer<Value>> arrived = new ArrayDeque<>();
  private EventLoop.@Nullable Pending waiting;
  private EventLoop.@Nullable Pending holding;
  private boolean ended;

  /** A reader that calls {@code receive}. */
  SocketReader(Realm realm, SocketEnd end, Value receive) {
    this.realm = realm;
    this.end = end;
    this.receive = receive;
    await();
  }

  /** Keeps the isolate in memory until the socket is closed. */
  void hold() {
    if (holding == null && !ended) {
      holding = realm.host().loop().begin(EventLoop.Kind.SOCKET);
    }
  }

  @Override
  public void text(String message) {
    arrive(call -> {
      end.taken();
      call.executeVoid("text", message);
    });
  }

  @Override
  public void binary(byte[] message) {
    arrive(call -> {
      end.taken();
      call.executeVoid("binary", realm.arrayBuffer(message));
    });
  }

  @Override
  public void closed(int code, String reason, boolean clean) {
    arrive(call -> {
      finish();
      call.executeVoid("closed", code, reason, clean);
    });
  }

  @Override
  public void failed(String message) {
    arrive(call -> {
      finish();
      call.executeVoid("failed", message);
    });
  }

  private void arrive(Consumer<Value> message) {
    EventLoop.Pending ready;
    lock.lock();
    try {
      arrived.add(message);
      ready = waiting;
      waiting = null;
    } finally {
      lock.unlock();
    }
    if (ready != null) {
      ready.resume(this::next);
    }
  }

  private void next() {
    Consumer<Value> message;
    lock.lock();
    try {
      message = arrived.poll();
    } finally {
      lock.unlock();
    }
    await();
    if (message != null && !ended) {
      message.accept(receive);
    }
  }

  private void await() {
    EventLoop.Pending pending = realm.host().loop().begin(EventLoop.Kind.LISTENER);
    lock.lock();
    try {
      if (arrived.isEmpty()) {
        waiting = pending;
        return;
      }
    } finally {
      lock.unlock();
    }
    pending.resume(this::next);
  }

  private void finish() {
    ended = true;
    if (holding != null) {
      holding.cancel();
    }
    lock.lock();
    try {
      if (waiting != null) {
        waiting.cancel();
        waiting = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
