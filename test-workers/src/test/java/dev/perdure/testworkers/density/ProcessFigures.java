package dev.perdure.testworkers.density;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Stream;

/** What this process uses, as Linux and the JVM say. */
final class ProcessFigures {
  private static final Path FIGURES = Path.of("target/figures.txt");

  private ProcessFigures() {}

  /** Keeps a finding in target/figures.txt and shows it. */
  static void note(String finding) {
    String line = finding + "\n";
    System.out.print(line);
    try {
      Files.createDirectories(FIGURES.getParent());
      Files.writeString(FIGURES, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of the heap that are in use after a collection. */
  static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Bytes in memory. */
  static long resident() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Open files and sockets. */
  static int files() {
    String[] open = Path.of("/proc/self/fd").toFile().list();
    return open == null ? 0 : open.length;
  }

  /** The files and sockets that are open, for people. */
  static String openFiles() {
    String[] open = Path.of("/proc/self/fd").toFile().list();
    return open == null
        ? ""
        : Arrays.stream(open).map(ProcessFigures::target).sorted().collect(joining(", "));
  }

  private static String target(String number) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd", number)).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }

  /** The most files and sockets that may be open. */
  static int mostFiles() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
      return lines
          .filter(line -> line.startsWith("Max open files"))
          .mapToInt(line -> Integer.parseInt(line.split("\\s+")[3]))
          .findFirst()
          .orElse(1024);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Threads of the platform. */
  static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }
}
