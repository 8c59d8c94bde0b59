package dev.perdure.workers.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket with both its ends in this process. What is sent into one end waits until the other
 * has a listener, which is then called on the thread of the sender. A connection on which more than
 * {@link #MOST_BACKLOG} bytes wait is dropped. Thread-safe.
 */
public final class SocketPair {
  /** The most bytes that may wait in one direction. */
  public static final long MOST_BACKLOG = 128L << 20;

  private static final long CAUGHT_UP = 64L << 10;

  private final Direction toSecond = new Direction();
  private final Direction toFirst = new Direction();
  private final SocketEnd first = new End(toSecond, toFirst);
  private final SocketEnd second = new End(toFirst, toSecond);

  /** One of the two ends. */
  public SocketEnd first() {
    return first;
  }

  /** The other end. */
  public SocketEnd second() {
    return second;
  }

  private sealed interface Frame {
    record Text(String message) implements Frame {}

    record Binary(byte[] message) implements Frame {}

    record Closed(int code, String reason, boolean clean) implements Frame {}

    record Failed(String message) implements Frame {}

    default long weight() {
      return switch (this) {
        case Text text -> SocketEnd.weight(text.message());
        case Binary binary -> SocketEnd.weight(binary.message());
        case Closed closed -> 0;
        case Failed failed -> 0;
      };
    }

    default boolean isLast() {
      return this instanceof Closed || this instanceof Failed;
    }
  }

  /** What flows one way. */
  private static final class Direction {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Frame> queue = new ArrayDeque<>(4);
    private final Deque<Long> untaken = new ArrayDeque<>(4);
    private SocketEnd.@Nullable Listener listener;
    private @Nullable Runnable caughtUp;
    private long backlog;
    private boolean delivering;
    private boolean ended;

    /** Whether there is room for another; false where the connection has to be dropped. */
    boolean put(Frame frame) {
      lock.lock();
      try {
        if (ended) {
          return true;
        }
        if (backlog > MOST_BACKLOG && !frame.isLast()) {
          return false;
        }
        ended = frame.isLast();
        backlog += frame.weight();
        queue.add(frame);
      } finally {
        lock.unlock();
      }
      deliver();
      return true;
    }

    void listen(SocketEnd.Listener heard) {
      lock.lock();
      try {
        if (listener != null) {
          throw new IllegalStateException("This end of the socket has a listener already.");
        }
        listener = heard;
      } finally {
        lock.unlock();
      }
      deliver();
    }

    private void deliver() {
      Frame frame = next(true);
      while (frame != null) {
        SocketEnd.Listener to = listener;
        if (to != null) {
          switch (frame) {
            case Frame.Text text -> to.text(text.message());
            case Frame.Binary binary -> to.binary(binary.message());
            case Frame.Closed closed -> to.closed(closed.code(), closed.reason(), closed.clean());
            case Frame.Failed failed -> to.failed(failed.message());
          }
        }
        frame = next(false);
      }
    }

    private @Nullable Frame next(boolean first) {
      lock.lock();
      try {
        if (listener == null || (first && delivering)) {
          return null;
        }
        Frame frame = queue.poll();
        delivering = frame != null;
        if (frame != null && !frame.isLast()) {
          untaken.add(frame.weight());
        }
        return frame;
      } finally {
        lock.unlock();
      }
    }

    void taken() {
      Runnable action = null;
      lock.lock();
      try {
        Long weight = untaken.poll();
        backlog -= weight == null ? 0 : weight;
        if (backlog <= CAUGHT_UP) {
          action = caughtUp;
          caughtUp = null;
        }
      } finally {
        lock.unlock();
      }
      if (action != null) {
        action.run();
      }
    }

    long backlog() {
      lock.lock();
      try {
        return ended ? 0 : backlog;
      } finally {
        lock.unlock();
      }
    }

    void whenCaughtUp(Runnable action) {
      lock.lock();
      try {
        if (backlog > CAUGHT_UP && !ended) {
          caughtUp = action;
          return;
        }
      } finally {
        lock.unlock();
      }
      action.run();
    }

    /** Drops what has not been delivered and takes no more. */
    void cut() {
      Runnable action;
      lock.lock();
      try {
        ended = true;
        queue.clear();
        action = caughtUp;
        caughtUp = null;
      } finally {
        lock.unlock();
      }
      if (action != null) {
        action.run();
      }
    }
  }

  private record End(Direction out, Direction in) implements SocketEnd {
    @Override
    public void listen(Listener listener) {
      in.listen(listener);
    }

    @Override
    public void sendText(String message) {
      send(new Frame.Text(message));
    }

    @Override
    public void sendBinary(byte[] message) {
      send(new Frame.Binary(message));
    }

    private void send(Frame frame) {
      if (!out.put(frame)) {
        // The one end learns that it was cut off, the other that nobody is there.
        in.put(new Frame.Closed(1006, VANISHED, false));
        out.put(new Frame.Closed(1006, VANISHED, false));
      }
    }

    @Override
    public void close(int code, String reason) {
      out.put(new Frame.Closed(code, reason, true));
    }

    @Override
    public void abort() {
      in.cut();
      out.put(new Frame.Closed(1006, VANISHED, false));
    }

    @Override
    public void fail(String message) {
      in.cut();
      out.put(new Frame.Failed(message));
    }

    @Override
    public void taken() {
      in.taken();
    }

    @Override
    public long backlog() {
      return out.backlog();
    }

    @Override
    public void whenCaughtUp(Runnable action) {
      out.whenCaughtUp(action);
    }
  }
}
