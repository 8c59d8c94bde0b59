package dev.perdure.testworkers.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a worker sees of a disk that is full, cannot be written, or gives back other bytes. */
class DiskTest {
  private static final int BOOK = 200_000;

  @TempDir Path folder;

  private static Object add(TestHost host, String name, int number) {
    return host.run("add", "name=" + name, "number=" + number, "size=" + BOOK);
  }

  private static Object numbers(TestHost host, String name) {
    return host.run("numbers", "name=" + name);
  }

  private static String failure(TestHost host, String path) {
    String body = host.fetch(path).body();
    assertThat(body).startsWith("{\"error\":");
    return body;
  }

  private static Path database(TestHost host, String name) {
    return host.database("disk-Shelf", (String) host.run("id", "name=" + name));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Behaviour("KVA-051")
  void aFullDiskLosesNothingThatWasAcknowledged() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("small"), "6m");
        TestHost host = TestHost.of("disk").quiet().on(disk.folder().resolve("state"))) {
      Path ballast = disk.folder().resolve("ballast");
      Files.write(ballast, new byte[2_000_000]);
      host.start();
      assertThat(add(host, "other", 1)).isEqualTo(1);
      List<Integer> acknowledged = new ArrayList<>();
      String refusal = null;
      for (int number = 1; refusal == null; number++) {
        String body = host.fetch("/add?name=full&number=" + number + "&size=" + BOOK).body();
        if (body.equals("{\"value\":" + number + "}")) {
          acknowledged.add(number);
        } else {
          refusal = body;
        }
      }
      assertThat(refusal).containsAnyOf("database or disk is full", "did not reach the disk");
      assertThat(acknowledged).hasSizeBetween(2, 30);
      assertThat(numbers(host, "other")).as("read on a full disk").isEqualTo(List.of(1));

      Files.delete(ballast);
      assertThat(add(host, "full", 1)).as("memory begins anew").isEqualTo(1);
      assertThat(numbers(host, "full"))
          .asInstanceOf(InstanceOfAssertFactories.list(Integer.class))
          .containsAll(acknowledged);
      add(host, "other", 2);
      host.restart();
      assertThat(numbers(host, "full"))
          .asInstanceOf(InstanceOfAssertFactories.list(Integer.class))
          .containsAll(acknowledged);
      assertThat(host.run("check", "name=full")).isEqualTo(List.of(Map.of("quick_check", "ok")));
      assertThat(numbers(host, "other")).isEqualTo(List.of(1, 2));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderThatCannotBeWrittenIsRefusedWhenTheHostStarts() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("small"), "6m");
        TestHost host = TestHost.of("disk").quiet().on(disk.folder().resolve("state")).start()) {
      assertThat(add(host, "kept", 1)).isEqualTo(1);
      host.stop();
      disk.readOnly(true);
      assertThatThrownBy(host::start)
          .hasMessageContaining("The state folder '" + disk.folder().resolve("state"))
          .hasMessageContaining("Read-only file system");
      disk.readOnly(false);
      host.start();
      assertThat(numbers(host, "kept")).isEqualTo(List.of(1));
    }
  }

  @Test
  void aDamagedOrReplacedFileFailsItsObjectAlone() throws IOException {
    try (TestHost host = TestHost.of("disk").quiet().on(folder).start()) {
      for (String name : List.of("damaged", "replaced", "whole")) {
        for (int number = 1; number <= 5; number++) {
          add(host, name, number);
        }
      }
      Path damaged = database(host, "damaged");
      Path replaced = database(host, "replaced");
      host.stop();
      try (FileChannel channel = FileChannel.open(damaged, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.allocate((int) channel.size() - 4096), 4096);
      }
      Files.writeString(replaced, "not a database".repeat(1000));
      host.start();

      assertThat(failure(host, "/numbers?name=damaged")).contains("SQLITE_CORRUPT");
      assertThat(failure(host, "/add?name=damaged&number=6&size=10")).contains("SQLITE_CORRUPT");
      String refusal = "The database '" + replaced + "' cannot be opened: file is not a database";
      assertThat(failure(host, "/numbers?name=replaced")).contains(refusal);
      assertThat(String.join("\n", host.logs())).contains(refusal);
      assertThat(Files.readString(replaced)).startsWith("not a database");
      assertThat(numbers(host, "whole")).isEqualTo(List.of(1, 2, 3, 4, 5));
      add(host, "whole", 6);
      assertThat(numbers(host, "whole")).isEqualTo(List.of(1, 2, 3, 4, 5, 6));
    }
  }

  @Test
  @Behaviour("ALARM-014")
  void anAlarmOutlivesMoreFaultsOfTheDiskThanItMayFail() throws IOException {
    Path aside = folder.resolve("aside");
    try (TestHost host =
        TestHost.of("alarms").timed().quiet().on(folder.resolve("state")).start()) {
      long soon = host.now().plusSeconds(10).toEpochMilli();
      host.run("plan", "name=x", "handler=nothing", "at=" + soon);
      String id = (String) host.run("id", "name=x");
      Path database = host.database("alarms-Alarms", id);
      host.stop();
      Files.move(database, aside);
      Files.writeString(database, "not a database".repeat(1000));
      host.start();
      passUntil(host, () -> faults(host, database) >= 10);

      Files.move(aside, database, StandardCopyOption.REPLACE_EXISTING);
      passUntil(host, () -> !alarmState(host).getFirst().equals(List.of()));
      assertThat((List<?>) alarmState(host).getFirst()).hasSize(1);
      assertThat(alarmState(host).getLast()).isNull();
    }
  }

  /** The runs of the alarm, and the alarm. */
  private static List<?> alarmState(TestHost host) {
    return (List<?>) host.run("state", "name=x");
  }

  private static long faults(TestHost host, Path database) {
    return host.logs().stream()
        .filter(line -> line.contains("'" + database + "' cannot be opened"))
        .count();
  }

  /** Lets one pause after the other pass. */
  private static void passUntil(TestHost host, BooleanSupplier reached) {
    long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(limit);
      host.pass(Duration.ofMinutes(30));
      Thread.onSpinWait();
    }
  }
}
