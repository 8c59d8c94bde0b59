package dev.perdure.testworkers.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Records the operations of many clients on one object. Thread-safe. */
public final class History {
  private final AtomicLong clock = new AtomicLong();
  private final List<Operation> operations = new ArrayList<>();

  /** The answer to an operation; empty where the connection broke. */
  @FunctionalInterface
  public interface Call {
    /** Sends the operation and waits. */
    OptionalLong send(Operation.Kind kind, long argument);
  }

  /** Does one operation and records it; says whether it was answered. */
  public boolean record(Operation.Kind kind, long argument, Call call) {
    long begun = clock.incrementAndGet();
    OptionalLong answer = call.send(kind, argument);
    long ended = answer.isPresent() ? clock.incrementAndGet() : Long.MAX_VALUE;
    synchronized (operations) {
      operations.add(new Operation(kind, argument, begun, ended, answer));
    }
    return answer.isPresent();
  }

  /** What was recorded. */
  public List<Operation> operations() {
    synchronized (operations) {
      return List.copyOf(operations);
    }
  }
}
