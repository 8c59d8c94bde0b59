package dev.perdure.host.outbound;

import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.GuestException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A response of the JDK's client as a source: asks for more only when what came was read.
 * Subscribes at the first read or cancel. Thread-safe.
 */
final class PublisherSource implements ByteSource, Flow.Subscriber<List<ByteBuffer>> {
  private final Flow.Publisher<List<ByteBuffer>> publisher;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<ByteBuffer> arrived = new ArrayDeque<>();
  private Flow.@Nullable Subscription subscription;
  private @Nullable CompletableFuture<@Nullable ByteBuffer> waiting;
  private @Nullable Throwable failure;
  private boolean subscribed;
  private boolean ended;
  private boolean cancelled;

  PublisherSource(Flow.Publisher<List<ByteBuffer>> publisher) {
    this.publisher = publisher;
  }

  @Override
  public CompletableFuture<@Nullable ByteBuffer> read() {
    CompletableFuture<@Nullable ByteBuffer> answer = new CompletableFuture<>();
    Flow.Subscription more = null;
    boolean first = false;
    lock.lock();
    try {
      ByteBuffer chunk = arrived.poll();
      if (chunk != null) {
        answer.complete(chunk);
      } else if (failure != null) {
        answer.completeExceptionally(failure);
      } else if (ended || cancelled) {
        answer.complete(null);
      } else {
        waiting = answer;
        first = !subscribed;
        subscribed = true;
        more = subscription;
      }
    } finally {
      lock.unlock();
    }
    if (first) {
      publisher.subscribe(this);
    } else if (more != null) {
      more.request(1);
    }
    return answer;
  }

  @Override
  public void cancel(@Nullable Throwable reason) {
    Flow.Subscription subscribedTo;
    boolean first;
    lock.lock();
    try {
      cancelled = true;
      arrived.clear();
      first = !subscribed;
      subscribed = true;
      subscribedTo = subscription;
    } finally {
      lock.unlock();
    }
    if (first) {
      publisher.subscribe(this);
    } else if (subscribedTo != null) {
      subscribedTo.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    boolean drop;
    lock.lock();
    try {
      subscription = begun;
      drop = cancelled;
    } finally {
      lock.unlock();
    }
    if (drop) {
      begun.cancel();
    } else {
      begun.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> chunks) {
    CompletableFuture<@Nullable ByteBuffer> reader = null;
    ByteBuffer chunk = null;
    Flow.Subscription more = null;
    lock.lock();
    try {
      for (ByteBuffer each : chunks) {
        if (each.hasRemaining()) {
          arrived.add(each);
        }
      }
      if (waiting != null) {
        chunk = arrived.poll();
        if (chunk == null) {
          more = subscription;
        } else {
          reader = waiting;
          waiting = null;
        }
      }
    } finally {
      lock.unlock();
    }
    if (reader != null) {
      reader.complete(chunk);
    } else if (more != null) {
      more.request(1);
    }
  }

  @Override
  public void onError(Throwable thrown) {
    end(GuestException.connectionLost());
  }

  @Override
  public void onComplete() {
    end(null);
  }

  private void end(@Nullable Throwable thrown) {
    CompletableFuture<@Nullable ByteBuffer> reader;
    lock.lock();
    try {
      ended = true;
      failure = thrown;
      reader = waiting;
      waiting = null;
    } finally {
      lock.unlock();
    }
    if (reader == null) {
      return;
    }
    if (thrown == null) {
      reader.complete(null);
    } else {
      reader.completeExceptionally(thrown);
    }
  }
}
