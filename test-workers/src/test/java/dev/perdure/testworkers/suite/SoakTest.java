package dev.perdure.testworkers.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.harness.TestHost;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many requests over many connections to many objects, with a restart in the middle: run by {@code
 * mvn verify -Plong}. {@code -Dsoak.requests=N} changes how many.
 */
@Tag("long")
class SoakTest {
  private static final int REQUESTS = Integer.getInteger("soak.requests", 200_000);
  private static final int CONNECTIONS = 64;
  private static final int OBJECTS = 100;

  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicIntegerArray answered = new AtomicIntegerArray(OBJECTS);
  private final AtomicIntegerArray unanswered = new AtomicIntegerArray(OBJECTS);
  private final CountDownLatch half = new CountDownLatch(REQUESTS / 2);
  private volatile boolean restarting;
  private volatile URI url = URI.create("http://127.0.0.1:1");

  @Test
  void nothingThatWasAnsweredIsLost() throws InterruptedException, ExecutionException {
    try (TestHost host = TestHost.sample("counter").start();
        HttpClient client = HttpClient.newHttpClient();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      url = host.url();
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        running.add(clients.submit(() -> increment(client)));
      }
      half.await();
      long heapHalfway = heap();
      restarting = true;
      host.restart();
      url = host.url();
      restarting = false;
      for (Future<?> each : running) {
        each.get();
      }

      assertThat(heap()).isLessThan(heapHalfway * 2 + 64_000_000);
      for (int object = 0; object < OBJECTS; object++) {
        int value = value(host.fetch("/" + object).body()) - 1;
        assertThat(value)
            .as("object %d", object)
            .isBetween(answered.get(object), answered.get(object) + unanswered.get(object));
      }
    }
  }

  private void increment(HttpClient client) {
    int last;
    while ((last = sent.getAndIncrement()) < REQUESTS) {
      int object = last % OBJECTS;
      URI used = url;
      boolean before = restarting;
      HttpRequest request =
          HttpRequest.newBuilder(used.resolve("/" + object))
              .version(HttpClient.Version.HTTP_1_1)
              .timeout(Duration.ofSeconds(60))
              .build();
      try {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          answered.incrementAndGet(object);
        } else {
          failed(
              object,
              before || !used.equals(url),
              "status " + response.statusCode() + ": " + response.body());
        }
      } catch (IOException e) {
        failed(object, before || !used.equals(url), e.toString());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      half.countDown();
    }
  }

  /** Only while the host is away may a request fail; it may have counted all the same. */
  private void failed(int object, boolean away, String what) {
    unanswered.incrementAndGet(object);
    assertThat(away || restarting).as(what).isTrue();
    Thread.yield();
  }

  private static int value(String body) {
    return Integer.parseInt(body.strip().substring(body.indexOf(':') + 2));
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
