package dev.perdure.host.http;

import io.undertow.server.HttpServerExchange;
import java.util.concurrent.RejectedExecutionException;

/** Brings work to the thread that owns a connection. */
final class IoThread {
  private IoThread() {}

  /** Runs {@code task} now where this is the thread of the exchange, else there soon. */
  static void run(HttpServerExchange exchange, Runnable task) {
    if (Thread.currentThread().equals(exchange.getIoThread())) {
      task.run();
      return;
    }
    try {
      exchange.getIoThread().execute(task);
    } catch (RejectedExecutionException e) {
      // The server has stopped and the connection with it.
    }
  }
}
