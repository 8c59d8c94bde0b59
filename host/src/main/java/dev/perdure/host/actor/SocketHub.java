package dev.perdure.host.actor;

import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.message.SocketEnd;
import dev.perdure.workers.spi.ActorSocket;
import dev.perdure.workers.spi.ActorSockets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one object that hibernate with it: they outlast its instances and wake it with
 * events. Reproduces workerd's {@code io/legacy-hibernation-manager.c++}. Thread-safe.
 */
final class SocketHub implements ActorSockets {
  private final ActorHome owner;
  private final ActorId id;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, HubSocket> sockets = new LinkedHashMap<>();
  private volatile @Nullable AutoResponse autoResponse;
  private volatile @Nullable Duration eventLimit;
  private long lastNumber;
  private volatile boolean closed;

  SocketHub(ActorHome owner, ActorId id) {
    this.owner = owner;
    this.id = id;
  }

  ActorHome owner() {
    return owner;
  }

  ActorId id() {
    return id;
  }

  @Override
  public ActorSocket accept(SocketEnd end, List<String> tags, byte @Nullable [] attachment) {
    HubSocket socket;
    boolean late;
    lock.lock();
    try {
      if (sockets.size() >= MOST_SOCKETS) {
        throw GuestException.error(
            "only "
                + MOST_SOCKETS
                + " websockets can be accepted on a single Durable Object instance");
      }
      socket = new HubSocket(this, ++lastNumber, end, List.copyOf(tags), attachment);
      late = closed;
      if (!late) {
        sockets.put(socket.number(), socket);
      }
    } finally {
      lock.unlock();
    }
    if (late) {
      socket.drop();
    } else {
      end.listen(socket);
    }
    return socket;
  }

  void forget(HubSocket socket) {
    lock.lock();
    try {
      sockets.remove(socket.number());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<ActorSocket> all() {
    List<ActorSocket> all = snapshot();
    Collections.reverse(all);
    return all;
  }

  @Override
  public List<ActorSocket> tagged(String tag) {
    List<ActorSocket> found = snapshot();
    found.removeIf(socket -> !socket.tags().contains(tag));
    return found;
  }

  private List<ActorSocket> snapshot() {
    lock.lock();
    try {
      return new ArrayList<>(sockets.values());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void autoRespond(@Nullable AutoResponse response) {
    autoResponse = response;
  }

  @Override
  public @Nullable AutoResponse autoResponse() {
    return autoResponse;
  }

  @Override
  public void limitEvents(@Nullable Duration limit) {
    eventLimit = limit;
  }

  @Override
  public @Nullable Duration eventLimit() {
    return eventLimit;
  }

  /** How many sockets there are. */
  int count() {
    lock.lock();
    try {
      return sockets.size();
    } finally {
      lock.unlock();
    }
  }

  /** Whether an object that goes leaves nothing behind here. */
  boolean isEmpty() {
    lock.lock();
    try {
      return sockets.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more sockets and delivers nothing more. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it was closed. On any thread. */
  boolean closed() {
    return closed;
  }

  /** Drops all connections, for good. What is not listed any more cannot be sent to either. */
  void drop() {
    close();
    List<HubSocket> all;
    lock.lock();
    try {
      all = List.copyOf(sockets.values());
    } finally {
      lock.unlock();
    }
    all.forEach(HubSocket::drop);
    lock.lock();
    try {
      sockets.clear();
    } finally {
      lock.unlock();
    }
  }
}
