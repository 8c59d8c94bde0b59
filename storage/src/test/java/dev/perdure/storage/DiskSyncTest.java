package dev.perdure.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DiskSyncTest {
  @Test
  void commitsThatArriveWhileTheDiskWorksShareTheNextSync() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    AtomicInteger syncs = new AtomicInteger();
    try (DiskSync disk = new DiskSync()) {
      DiskSync.Line line =
          disk.line(() -> {
            syncs.incrementAndGet();
            started.countDown();
            proceed.await();
          });
      CompletableFuture<Void> first = line.submit();
      started.await();
      CompletableFuture<Void> second = line.submit();
      CompletableFuture<Void> third = line.submit();
      assertThat(first).isNotDone();
      proceed.countDown();
      CompletableFuture.allOf(first, second, third).join();
    }
    assertThat(syncs).hasValue(2);
  }

  @Test
  void afterAFailureEveryLaterCommitFails() {
    AtomicInteger syncs = new AtomicInteger();
    try (DiskSync disk = new DiskSync()) {
      DiskSync.Line line =
          disk.line(() -> {
            if (syncs.incrementAndGet() == 2) {
              throw new IOException("no space");
            }
          });
      line.submit().join();
      assertThatThrownBy(() -> line.submit().join()).hasRootCauseMessage("no space");
      assertThatThrownBy(() -> line.submit().join()).hasRootCauseMessage("no space");
      assertThat(line.latest()).isCompletedExceptionally();
    }
    assertThat(syncs).hasValue(2);
  }
}
