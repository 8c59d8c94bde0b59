package dev.perdure.host.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CarrierTest {
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final Carrier carrier = new Carrier(() -> log.add("strayed"));

  private Thread start(Runnable body) {
    Carrier.Lane lane = carrier.new Lane();
    Thread thread =
        lane.thread()
            .unstarted(() -> {
              body.run();
              lane.end();
            });
    thread.start();
    return thread;
  }

  @Test
  void aThreadRunsWhereItIsCarriedAndNowhereElse() {
    start(() -> {
      log.add("runs");
      carrier.giveBack();
    });
    log.add("started");
    carrier.carry();
    assertThat(log).containsExactly("started", "runs");
  }

  @Test
  void aThreadThatWaitsGoesOnThereWhenItIsWoken() throws InterruptedException {
    CountDownLatch woken = new CountDownLatch(1);
    CountDownLatch waits = new CountDownLatch(1);
    start(() -> {
      waits.countDown();
      await(woken);
      log.add("woken");
      carrier.giveBack();
    });
    CompletableFuture<Void> waker =
        CompletableFuture.runAsync(() -> {
          await(waits);
          log.add("wakes");
          woken.countDown();
        });
    carrier.carry();
    waker.join();
    assertThat(log).containsExactly("wakes", "woken");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void threadsThatItStartsRunElsewhere() {
    CompletableFuture<String> told = new CompletableFuture<>();
    start(() -> {
      Thread.ofVirtual().start(() -> told.complete("ran"));
      carrier.giveBack();
    });
    carrier.carry();
    assertThat(told.join()).isEqualTo("ran");
  }

  @Test
  void whatWaitsInTheInitializationOfAClassCannotLeave() {
    start(() -> {
      log.add("before: " + carrier.canLeave());
      log.add("within: " + Initialized.within(carrier));
      carrier.giveBack();
    });
    carrier.carry();
    assertThat(log).containsExactly("before: true", "within: false");
  }

  private static final class Initialized {
    private static final ThreadLocal<Carrier> ASKED = new ThreadLocal<>();

    static boolean within(Carrier carrier) {
      ASKED.set(carrier);
      return Late.LEAVES;
    }

    private static final class Late {
      static final boolean LEAVES = ASKED.get().canLeave();
    }
  }

  @Test
  void theEndTellsOnceOfAThreadThatIsInTheGuest() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    CompletableFuture<Void> inside = new CompletableFuture<>();
    start(() -> {
      inside.complete(null);
      while (ended.getCount() > 0) {
        Thread.onSpinWait();
      }
      log.add("came back");
    });
    inside.thenRunAsync(() -> {
      carrier.end();
      carrier.end();
      ended.countDown();
    });
    carrier.carry();
    assertThat(log).containsExactly("strayed", "came back");
  }

  @Test
  void whatIsLeftAtTheEndRunsElsewhere() throws InterruptedException {
    Thread before = start(() -> log.add("before"));
    carrier.end();
    before.join();
    start(() -> log.add("after")).join();
    carrier.carry();
    assertThat(log).containsExactly("before", "after");
  }
}
