package dev.perdure.testworkers.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A contestant that serves the benchmark's worker: a process of this machine and its port. */
final class Served implements AutoCloseable {
  private static final double TICK_MICROS = 10_000;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final Contestant contestant;
  private final Process process;
  private final int port;
  private final double secondsToAnswer;

  private Served(Contestant contestant, Process process, int port, double secondsToAnswer) {
    this.contestant = contestant;
    this.process = process;
    this.port = port;
    this.secondsToAnswer = secondsToAnswer;
  }

  /**
   * Starts a contestant and waits for its first answer.
   *
   * @throws IOException if it ends before, or does not answer within two minutes
   */
  static Served start(Contestant contestant, Path worker, Path state, int port, boolean fresh)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    Process process = contestant.start(worker, state, port, fresh);
    while (System.nanoTime() - began < 120_000_000_000L) {
      try {
        if (status(port, "/hello") == 200) {
          return new Served(contestant, process, port, (System.nanoTime() - began) / 1e9);
        }
      } catch (IOException e) {
        if (!process.isAlive()) {
          break;
        }
        Thread.sleep(5);
      }
    }
    process.destroyForcibly();
    throw new IOException(
        "%s does not serve '%s'; its log is '%s.log'.".formatted(contestant.name(), worker, state));
  }

  private static int status(int port, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).GET().build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  Contestant contestant() {
    return contestant;
  }

  int port() {
    return port;
  }

  /** Seconds from the start of the process to its first answer. */
  double secondsToAnswer() {
    return secondsToAnswer;
  }

  /** Processor time it has used so far, in microseconds. */
  double cpuMicros() throws IOException {
    String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MICROS;
  }

  /** Resident memory, in MiB. */
  double residentMb() throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
        .sum();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
