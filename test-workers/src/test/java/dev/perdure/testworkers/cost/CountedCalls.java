package dev.perdure.testworkers.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Exact numbers of the calls of some methods of this process, as the JVM's method timing has them.
 * Not for several threads.
 */
final class CountedCalls {
  private static final String EVENT = "jdk.MethodTiming";

  private CountedCalls() {}

  /**
   * How often each method was called while {@code work} ran.
   *
   * @param filter methods as {@code jdk.MethodTiming} names them: {@code class::method} or
   *     {@code @annotation}, with semicolons between them
   */
  static Map<String, Long> during(String filter, ThrowingRunnable work) throws Exception {
    Path file = Files.createTempFile("perdure-calls", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable(EVENT).with("filter", filter).with("period", "endChunk");
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
      return read(file);
    } finally {
      Files.delete(file);
    }
  }

  private static Map<String, Long> read(Path file) throws IOException {
    Map<String, Long> calls = new TreeMap<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().equals(EVENT)) {
        RecordedMethod method = event.getValue("method");
        long count = event.getLong("invocations");
        if (count > 0) {
          String type = method.getType().getName();
          calls.merge(
              type.substring(type.lastIndexOf('.') + 1) + "." + method.getName(), count, Long::sum);
        }
      }
    }
    return calls;
  }

  /** What is counted in. */
  @FunctionalInterface
  interface ThrowingRunnable {
    void run() throws Exception;
  }
}
