package dev.perdure.host.queue;

import dev.perdure.host.turn.Timers;
import dev.perdure.storage.StateFolder;
import dev.perdure.storage.queue.QueueFile;
import dev.perdure.workers.binding.MessageQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The queues of a host, by their names. Thread-safe. */
public final class Queues implements AutoCloseable {
  private final StateFolder state;
  private final Timers timers;
  private final Map<String, QueueLine> lines = new HashMap<>();
  private boolean closed;

  /** Queues that nobody consumes yet. */
  public Queues(StateFolder state, Timers timers) {
    this.state = state;
    this.timers = timers;
  }

  /**
   * A queue to send to.
   *
   * @param delaySeconds for messages that name no delay
   */
  public MessageQueue producer(String queue, OptionalInt delaySeconds) {
    return new Producer(line(queue), delaySeconds, timers.clock());
  }

  /** Delivers to these consumers from now on, and to no others. */
  public synchronized void consume(Map<String, QueueConsumer> consumers) {
    consumers.keySet().forEach(this::line);
    lines.forEach((name, line) -> line.consume(consumers.get(name)));
  }

  synchronized QueueLine line(String name) {
    if (closed) {
      throw new IllegalStateException("The queues are closed.");
    }
    return lines.computeIfAbsent(
        name, any -> new QueueLine(name, new QueueFile(state, name, timers.clock()), timers, this));
  }

  /** Ends deliveries; what was not settled is delivered again after the next start. */
  @Override
  public synchronized void close() {
    closed = true;
    lines.values().forEach(QueueLine::close);
  }
}
