package dev.perdure.js.stream;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a script's {@code ReadableStream}. They are asked for in a turn of the script's
 * isolate when they are read, so the reader sets the pace; what the stream has at hand comes along
 * in one turn. Chunks leave through the isolate's output gate.
 *
 * <p>{@link #read} and {@link #cancel} are called on any thread, the exported methods by the
 * script.
 */
public final class StreamSource implements ByteSource {
  private final Realm realm;
  private final OptionalLong length;
  private final Value pull;
  private final Value cancel;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<ByteBuffer> ready = new ArrayDeque<>();
  // The way into the isolate; null while a turn is on its way there, and once the stream has ended.
  private EventLoop.@Nullable Pending way;
  private final Runnable forget;
  private @Nullable CompletableFuture<@Nullable ByteBuffer> waiting;
  private @Nullable Throwable failure;
  private @Nullable Throwable reason;
  private boolean ended;
  private boolean cancelled;

  StreamSource(Realm realm, OptionalLong length, Value pull, Value cancel) {
    this.realm = realm;
    this.length = length;
    this.pull = pull;
    this.cancel = cancel;
    this.way = begin();
    this.forget = realm.whenEnded(this::lost);
  }

  private EventLoop.Pending begin() {
    return realm.loop().begin(EventLoop.Kind.STREAM);
  }

  @Override
  public OptionalLong length() {
    return length;
  }

  @Override
  public CompletableFuture<@Nullable ByteBuffer> read() {
    EventLoop.Pending turn;
    CompletableFuture<@Nullable ByteBuffer> asked;
    lock.lock();
    try {
      ByteBuffer chunk = ready.poll();
      if (chunk != null) {
        return CompletableFuture.completedFuture(chunk);
      }
      if (failure != null) {
        return CompletableFuture.failedFuture(failure);
      }
      if (ended || cancelled) {
        return CompletableFuture.completedFuture(null);
      }
      asked = new CompletableFuture<>();
      waiting = asked;
      turn = way;
      way = null;
    } finally {
      lock.unlock();
    }
    if (turn != null) {
      turn.resume(this::turn);
    }
    return asked;
  }

  @Override
  public void cancel(@Nullable Throwable why) {
    EventLoop.Pending turn;
    CompletableFuture<@Nullable ByteBuffer> asked;
    lock.lock();
    try {
      if (ended || cancelled || failure != null) {
        return;
      }
      cancelled = true;
      forget.run();
      reason = why;
      ready.clear();
      asked = waiting;
      waiting = null;
      turn = way;
      way = null;
    } finally {
      lock.unlock();
    }
    if (turn != null) {
      turn.resume(this::turn);
    }
    if (asked != null) {
      asked.complete(null);
    }
  }

  /** Runs in the isolate: asks the script for chunks, or tells it that nobody reads any more. */
  private void turn() {
    lock.lock();
    try {
      if (!cancelled) {
        way = begin();
      }
    } finally {
      lock.unlock();
    }
    if (cancelled) {
      cancel.executeVoid(reason == null ? realm.undefined() : realm.toGuest(reason));
    } else {
      pull.executeVoid();
    }
  }

  /** Takes a copy of a chunk. */
  @HostAccess.Export
  public void give(Value buffer, long offset, int size) {
    byte[] copy = new byte[size];
    buffer.readBuffer(offset, copy, 0, size);
    lock.lock();
    try {
      if (!cancelled) {
        ready.add(ByteBuffer.wrap(copy));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Answers the reader with the first of the chunks that were given. */
  @HostAccess.Export
  public void flush() {
    realm.host().output().send(this::answer);
  }

  /** The stream has closed. */
  @HostAccess.Export
  public void end() {
    realm.host().output().send(() -> finish(null));
  }

  /** The stream has failed. */
  @HostAccess.Export
  public void fail(Value error) {
    GuestException thrown = new GuestException(realm.toData(error));
    realm.host().output().send(() -> finish(thrown));
  }

  private void finish(@Nullable Throwable thrown) {
    EventLoop.Pending turn;
    lock.lock();
    try {
      ended = true;
      failure = thrown;
      turn = way;
      way = null;
    } finally {
      lock.unlock();
    }
    forget.run();
    if (turn != null) {
      turn.cancel();
    }
    answer();
  }

  /** The isolate has ended: what it gave may not be durable, and no more will come. */
  private void lost(ErrorData reason) {
    lock.lock();
    try {
      if (ended || cancelled) {
        return;
      }
      ready.clear();
    } finally {
      lock.unlock();
    }
    finish(new GuestException(reason));
  }

  private void answer() {
    CompletableFuture<@Nullable ByteBuffer> asked;
    ByteBuffer chunk;
    lock.lock();
    try {
      asked = waiting;
      waiting = null;
      chunk = asked == null ? null : ready.poll();
    } finally {
      lock.unlock();
    }
    if (asked == null) {
      return;
    }
    if (chunk == null && failure != null) {
      asked.completeExceptionally(failure);
    } else {
      asked.complete(chunk);
    }
  }
}
