package dev.perdure.host.turn;

import dev.perdure.workers.spi.OutputGate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The output gate of one object: a message leaves when every write made before it is durable, and
 * messages keep their order. {@link #send} and {@link #endTurn} are called on the thread that runs
 * the turn; releases happen on the threads that make commits durable.
 */
public final class Outbox implements OutputGate {
  /** The writes that messages wait for. Called on the thread that runs the turn. */
  public interface Writes {
    /** Whether something was written since the last commit that messages must wait for. */
    boolean holdOutput();

    /** Whether something was written since the last commit. */
    boolean uncommitted();

    /** Commits; the future completes when the commit is durable. */
    CompletableFuture<Void> commit();
  }

  private static final class Batch {
    final List<Runnable> messages = new ArrayList<>();
    boolean durable;
  }

  private final Writes writes;
  private final Consumer<Throwable> failed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private final Deque<Runnable> leaving = new ArrayDeque<>();
  private Batch open = new Batch();
  private boolean releasing;
  private boolean broken;

  /** A gate behind {@code writes}; {@code failed} hears, once, that a commit was lost. */
  public Outbox(Writes writes, Consumer<Throwable> failed) {
    this.writes = writes;
    this.failed = failed;
  }

  @Override
  public void send(Runnable message) {
    lock.lock();
    try {
      if (broken) {
        return;
      }
      if (!open.messages.isEmpty() || !waiting.isEmpty() || writes.holdOutput()) {
        open.messages.add(message);
        return;
      }
      if (releasing) {
        leaving.add(message);
        return;
      }
    } finally {
      lock.unlock();
    }
    message.run();
  }

  /** Commits what the turn wrote; its messages leave when that is durable. */
  public void endTurn() {
    boolean commits = writes.uncommitted();
    Batch batch;
    lock.lock();
    try {
      batch = open;
      if (broken || (!commits && batch.messages.isEmpty())) {
        return;
      }
      open = new Batch();
      waiting.add(batch);
    } finally {
      lock.unlock();
    }
    if (!commits) {
      settled(batch, null);
      return;
    }
    CompletableFuture<Void> durable;
    try {
      durable = writes.commit();
    } catch (RuntimeException e) {
      settled(batch, e);
      return;
    }
    durable.whenComplete((nothing, thrown) -> settled(batch, thrown));
  }

  private void settled(Batch batch, @Nullable Throwable thrown) {
    lock.lock();
    try {
      if (broken) {
        return;
      }
      if (thrown == null) {
        batch.durable = true;
        while (!waiting.isEmpty() && waiting.getFirst().durable) {
          leaving.addAll(waiting.removeFirst().messages);
        }
      } else {
        clear();
      }
    } finally {
      lock.unlock();
    }
    if (thrown != null) {
      failed.accept(thrown);
    } else {
      release();
    }
  }

  /**
   * Runs what may leave, one message after the other, on one thread at a time and without the lock.
   */
  private void release() {
    Runnable message = nextLeaving(true);
    while (message != null) {
      message.run();
      message = nextLeaving(false);
    }
  }

  private @Nullable Runnable nextLeaving(boolean first) {
    lock.lock();
    try {
      if (first && releasing) {
        return null;
      }
      Runnable message = leaving.poll();
      releasing = message != null;
      return message;
    } finally {
      lock.unlock();
    }
  }

  private void clear() {
    broken = true;
    waiting.clear();
    leaving.clear();
    open.messages.clear();
  }

  /** Whether nothing waits to leave or to be written. On the thread that runs the turn. */
  public boolean quiet() {
    lock.lock();
    try {
      if (!open.messages.isEmpty() || !waiting.isEmpty() || !leaving.isEmpty() || releasing) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    return !writes.uncommitted();
  }

  /** Drops everything that has not left. */
  public void drop() {
    lock.lock();
    try {
      clear();
    } finally {
      lock.unlock();
    }
  }
}
