package dev.perdure.testworkers.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The process that makes load. Its arguments are a mode, the port and:
 *
 * <ul>
 *   <li>{@code count PATH CONNECTIONS N}: N requests, {@code {n}} in PATH counts from 0;
 *   <li>{@code bodies PATH CONNECTIONS N}: the same, and what the answers say as a list of numbers;
 *   <li>{@code seconds PATH CONNECTIONS SECONDS}: requests for so long;
 *   <li>{@code echo PATH SOCKETS SECONDS}: each socket sends and waits for the same message;
 *   <li>{@code room PATH SOCKETS SECONDS}: one socket sends when all have received the last;
 *   <li>{@code nap PATH SOCKETS SECONDS}: after so long, one socket after the other, {@code {n}} in
 *       PATH counting from 0, sends a message and waits for an object that has woken to answer;
 *   <li>{@code hold PATH SOCKETS N}: opens sockets, {@code {n}} going round below N, prints a line
 *       and holds them until the process is ended.
 * </ul>
 */
public final class LoadMain {
  private static final int MOST_SAMPLES = 4_000_000;
  private static final int OPENED_WITHIN_SECONDS = 60;

  private final int port;
  private final String path;
  private final int connections;
  private final Latencies latencies = new Latencies(MOST_SAMPLES);
  private final LongAdder errors = new LongAdder();
  private final ConcurrentMap<Integer, String> bodies = new ConcurrentHashMap<>();

  private LoadMain(int port, String path, int connections) {
    this.port = port;
    this.path = path;
    this.connections = connections;
  }

  /** Runs one mode and prints what it measured. */
  public static void main(String[] args) throws Exception {
    LoadMain load = new LoadMain(Integer.parseInt(args[1]), args[2], Integer.parseInt(args[3]));
    int amount = Integer.parseInt(args[4]);
    double seconds =
        switch (args[0]) {
          case "count" -> load.count(amount, false);
          case "bodies" -> load.count(amount, true);
          case "seconds" -> load.requests(amount);
          case "echo" -> load.echo(amount);
          case "room" -> load.room(amount);
          case "nap" -> load.nap(amount);
          case "hold" -> load.hold(amount);
          default -> throw new IllegalArgumentException("There is no mode '" + args[0] + "'.");
        };
    load.print(seconds);
  }

  private double count(int requests, boolean keep) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    return each(connection -> {
      for (int n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
        String body = request(connection, n);
        if (keep) {
          bodies.put(n, body);
        }
      }
    });
  }

  private double requests(int seconds) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    return each(connection -> {
      while (System.nanoTime() < end) {
        request(connection, next.getAndIncrement());
      }
    });
  }

  private String request(Connection connection, int n) throws IOException {
    long began = System.nanoTime();
    Connection.Answer answer = connection.get(path.replace("{n}", String.valueOf(n)));
    latencies.add(System.nanoTime() - began);
    if (answer.status() != 200) {
      errors.increment();
    }
    return answer.body();
  }

  private double echo(int seconds) throws InterruptedException {
    CyclicBarrier open = new CyclicBarrier(connections);
    each(connection -> {
      connection.upgrade(path);
      open.await(OPENED_WITHIN_SECONDS, TimeUnit.SECONDS);
      long end = System.nanoTime() + seconds * 1_000_000_000L;
      for (int n = 0; System.nanoTime() < end; n++) {
        String message = "message " + n;
        long began = System.nanoTime();
        connection.send(message);
        if (!connection.receive().equals(message)) {
          errors.increment();
        }
        latencies.add(System.nanoTime() - began);
      }
    });
    return seconds;
  }

  /** A delivery is what is counted; a latency is from the sending to one member's receiving. */
  private double room(int seconds) throws InterruptedException {
    CountDownLatch open = new CountDownLatch(connections);
    Semaphore received = new Semaphore(0);
    AtomicInteger number = new AtomicInteger();
    each(connection -> {
      connection.upgrade(path);
      int me = number.getAndIncrement();
      open.countDown();
      if (!open.await(OPENED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("Not all sockets could be opened.");
      }
      if (me == 0) {
        Thread.ofVirtual().start(() -> talk(connection, seconds, received));
      }
      for (String message = connection.receive();
          !message.equals("end");
          message = connection.receive()) {
        latencies.add(System.nanoTime() - Long.parseLong(message));
        received.release();
      }
    });
    return seconds;
  }

  private double nap(int seconds) throws IOException, InterruptedException {
    List<Connection> sleeping = open(connections);
    Thread.sleep(Duration.ofSeconds(seconds));
    for (Connection connection : sleeping) {
      long began = System.nanoTime();
      connection.send("wake");
      String heard = connection.receive();
      latencies.add(System.nanoTime() - began);
      if (!heard.equals("woken")) {
        errors.increment();
      }
      connection.close();
    }
    return seconds;
  }

  private double hold(int objects) throws IOException, InterruptedException {
    List<Connection> held = open(objects);
    System.out.println(held.size() + " sockets are open");
    Thread.currentThread().join();
    return 0;
  }

  private List<Connection> open(int objects) throws IOException {
    List<Connection> opened = new ArrayList<>();
    for (int n = 0; n < connections; n++) {
      Connection connection = new Connection(port);
      connection.upgrade(path.replace("{n}", String.valueOf(n % objects)));
      opened.add(connection);
    }
    return opened;
  }

  private void talk(Connection connection, int seconds, Semaphore received) {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    try {
      while (System.nanoTime() < end) {
        connection.send(String.valueOf(System.nanoTime()));
        received.acquire(connections);
      }
      connection.send("end");
    } catch (IOException e) {
      errors.increment();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @FunctionalInterface
  private interface Driver {
    void drive(Connection connection) throws Exception;
  }

  /** Drives all connections to their end; the seconds that took. */
  private double each(Driver driver) throws InterruptedException {
    long began = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      threads.add(Thread.ofVirtual().start(() -> drive(driver)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private void drive(Driver driver) {
    try (Connection connection = new Connection(port)) {
      driver.drive(connection);
    } catch (Exception e) {
      errors.increment();
      System.err.println(e);
    }
  }

  private void print(double seconds) {
    double[] at = latencies.millis(0.5, 0.99, 0.999);
    List<String> said = new ArrayList<>();
    for (int n = 0; n < bodies.size(); n++) {
      said.add(bodies.getOrDefault(n, "-1"));
    }
    System.out.printf(
        Locale.ROOT,
        "{\"count\":%d,\"errors\":%d,\"seconds\":%.4f,\"p50\":%.4f,\"p99\":%.4f,\"p999\":%.4f,\"bodies\":[%s]}%n",
        latencies.count(),
        errors.sum(),
        seconds,
        at[0],
        at[1],
        at[2],
        String.join(",", said));
  }
}
