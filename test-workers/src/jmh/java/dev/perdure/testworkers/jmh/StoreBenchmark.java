package dev.perdure.testworkers.jmh;

import dev.perdure.storage.ObjectStore;
import dev.perdure.storage.StateFolder;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.storage.SqlCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Commits and reads of stored objects, without a guest. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 10)
@Measurement(iterations = 5, time = 1)
public class StoreBenchmark {
  private static final int OBJECTS = 64;
  private static final byte[] VALUE = {(byte) 0xff, 0x0f, 'I', 84};

  private StateFolder folder;
  private final List<ObjectStore> objects = new ArrayList<>();

  @Setup
  public void open() throws IOException {
    Path root = Files.createTempDirectory(Path.of("target"), "jmh");
    folder = StateFolder.open(root);
    for (int i = 0; i < OBJECTS; i++) {
      objects.add(folder.classStore("bench", true).open(new ActorId("%064x".formatted(i), null)));
    }
    ObjectStore first = objects.getFirst();
    first
        .exec("CREATE TABLE shown (id INTEGER PRIMARY KEY, at INTEGER, text TEXT)", List.of())
        .close();
    for (int i = 0; i < 10; i++) {
      first
          .exec("INSERT INTO shown VALUES (?, ?, ?)", List.of((double) i, 1.7e12, "row " + i))
          .close();
    }
    first.endTurn().join();
  }

  /** A put by each of 64 objects, whose commits share a sync of the disk. */
  @Benchmark
  @OperationsPerInvocation(OBJECTS)
  public void durablePut() {
    List<CompletableFuture<Void>> commits = new ArrayList<>(OBJECTS);
    for (ObjectStore object : objects) {
      object.put("value", VALUE, false);
      commits.add(object.endTurn());
    }
    commits.forEach(CompletableFuture::join);
  }

  @Benchmark
  public int selectTenRows() {
    int seen = 0;
    try (SqlCursor cursor =
        objects.getFirst().exec("SELECT id, at, text FROM shown ORDER BY id LIMIT 10", List.of())) {
      while (cursor.next()) {
        for (int column = 0; column < 3; column++) {
          seen += cursor.value(column) == null ? 0 : 1;
        }
      }
    }
    return seen;
  }

  @TearDown
  public void close() {
    objects.forEach(ObjectStore::close);
    folder.close();
  }
}
