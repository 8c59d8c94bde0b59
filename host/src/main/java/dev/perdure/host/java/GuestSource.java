package dev.perdure.host.java;

import dev.perdure.workers.Response;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.EventLoop;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a guest sends: a task of its own writes it, one chunk for each that the reader asks for.
 * {@link #read} and {@link #cancel} are called on any thread.
 */
final class GuestSource implements ByteSource {
  private static final int CHUNK = 16 << 10;

  private final JavaRealm realm;
  private final EventContext context;
  private final Response.Writer writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Runnable forget;
  // The way to the first turn of the task; null once that was asked for.
  private EventLoop.@Nullable Pending begin;
  private @Nullable CompletableFuture<@Nullable ByteBuffer> asked;
  // Whether a chunk is asked for that the task has not written yet.
  private boolean wanted;
  // What the task waits for before it writes.
  private @Nullable CompletableFuture<Void> waiting;
  private @Nullable Throwable failure;
  private boolean over;

  GuestSource(JavaRealm realm, Response.Writer writer) {
    this.realm = realm;
    this.context = realm.fibers().self().context();
    this.writer = writer;
    this.begin = realm.host().loop().begin(EventLoop.Kind.STREAM);
    this.forget = realm.whenEnded(this::lost);
  }

  /** What {@code stream} gives. */
  static GuestSource of(JavaRealm realm, InputStream stream) {
    return new GuestSource(
        realm,
        out -> {
          try (stream) {
            byte[] buffer = new byte[CHUNK];
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
              out.write(buffer, 0, count);
            }
          }
        });
  }

  @Override
  public CompletableFuture<@Nullable ByteBuffer> read() {
    CompletableFuture<@Nullable ByteBuffer> answer = new CompletableFuture<>();
    EventLoop.Pending first;
    CompletableFuture<Void> more;
    lock.lock();
    try {
      if (failure != null) {
        return CompletableFuture.failedFuture(failure);
      }
      if (over) {
        return CompletableFuture.completedFuture(null);
      }
      asked = answer;
      wanted = true;
      first = begin;
      begin = null;
      more = waiting;
      waiting = null;
    } finally {
      lock.unlock();
    }
    if (first != null) {
      first.resume(this::start);
    } else if (more != null) {
      more.complete(null);
    }
    return answer;
  }

  private void start() {
    realm
        .fibers()
        .start(
            context,
            () -> {
              writer.write(new Out());
              return true;
            })
        .whenComplete((written, thrown) -> {
          GuestException fault = thrown == null ? null : new GuestException(Errors.toData(thrown));
          realm.host().output().send(() -> finish(fault));
        });
  }

  @Override
  public void cancel(@Nullable Throwable reason) {
    end(null);
  }

  private void lost(ErrorData reason) {
    end(new GuestException(reason));
  }

  private void end(@Nullable Throwable thrown) {
    EventLoop.Pending first;
    CompletableFuture<Void> more;
    lock.lock();
    try {
      first = begin;
      begin = null;
      more = waiting;
      waiting = null;
    } finally {
      lock.unlock();
    }
    finish(thrown);
    if (first != null) {
      first.cancel();
    }
    if (more != null) {
      more.complete(null);
    }
  }

  private void finish(@Nullable Throwable thrown) {
    CompletableFuture<@Nullable ByteBuffer> answer;
    lock.lock();
    try {
      if (over) {
        return;
      }
      over = true;
      failure = thrown;
      answer = asked;
      asked = null;
    } finally {
      lock.unlock();
    }
    forget.run();
    if (answer == null) {
      return;
    }
    if (thrown == null) {
      answer.complete(null);
    } else {
      answer.completeExceptionally(thrown);
    }
  }

  private void give(ByteBuffer chunk) {
    CompletableFuture<@Nullable ByteBuffer> answer;
    lock.lock();
    try {
      answer = asked;
      asked = null;
    } finally {
      lock.unlock();
    }
    if (answer != null) {
      answer.complete(chunk);
    }
  }

  /** What the guest writes into. On its fiber. */
  private final class Out extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return;
      }
      CompletableFuture<Void> more = question();
      if (more != null) {
        realm.fibers().await(more, EventLoop.Kind.STREAM);
        question();
      }
      byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
      realm.fibers().act(() -> realm.host().output().send(() -> give(ByteBuffer.wrap(copy))));
    }

    /** Takes the question that the reader has asked, or gives what completes with the next. */
    private @Nullable CompletableFuture<Void> question() throws IOException {
      lock.lock();
      try {
        if (over) {
          throw new IOException("The reader of this stream has gone.");
        }
        if (wanted) {
          wanted = false;
          return null;
        }
        CompletableFuture<Void> next = new CompletableFuture<>();
        waiting = next;
        return next;
      } finally {
        lock.unlock();
      }
    }
  }
}
