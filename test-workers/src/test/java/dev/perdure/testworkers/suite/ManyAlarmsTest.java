package dev.perdure.testworkers.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.id.ActorIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state folder with very many alarms that are not due. */
class ManyAlarmsTest {
  private static final int COUNT = 100_000;

  @TempDir Path state;

  @Test
  @Behaviour("ALARM-039")
  void alarmsThatAreNotDueOpenNothingAndTakeNoThread() throws IOException, SQLException {
    try (TestHost host = TestHost.of("alarms").timed().on(state)) {
      host.start();
      long due = host.now().plusSeconds(60).toEpochMilli();
      host.run("plan", "name=one", "at=" + due);
      host.stop();
      plan(due + Duration.ofDays(1).toMillis());
      int threads = Thread.activeCount();
      host.start();
      assertThat(Thread.activeCount()).isLessThan(threads + 32);
      assertThat(databases()).isEqualTo(1);
      host.pass(Duration.ofMinutes(1));
      assertThat(host.run("ran", "name=one", "count=1")).isEqualTo(List.of("0 false"));
      assertThat(databases()).isEqualTo(1);
    }
  }

  private Path index() {
    return state.resolve("do").resolve("alarms-Alarms").resolve("metadata.sqlite");
  }

  private long databases() throws IOException {
    try (Stream<Path> files = Files.list(index().getParent())) {
      return files.filter(file -> file.getFileName().toString().length() == 71).count();
    }
  }

  private void plan(long millis) throws SQLException {
    ActorIds ids = new ActorIds("alarms-Alarms");
    try (Connection index = DriverManager.getConnection("jdbc:sqlite:" + index());
        PreparedStatement insert =
            index.prepareStatement("INSERT INTO _cf_ALARM VALUES (?, ?, NULL)")) {
      index.setAutoCommit(false);
      for (int i = 0; i < COUNT; i++) {
        ActorId id = ids.unique();
        insert.setString(1, id.hex());
        insert.setLong(2, (millis + i) * 1_000_000);
        insert.addBatch();
      }
      insert.executeBatch();
      index.commit();
    }
  }
}
