package dev.perdure.storage;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code strace -f -y -xx} has written of a program's work on one folder. */
final class SystemTrace {
  /** What to have strace look at. */
  static final String CALLS =
      "openat,open,creat,pwrite64,write,writev,pwritev,fdatasync,fsync,ftruncate,truncate,fallocate,"
          + "copy_file_range,sendfile,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,"
          + "mkdirat,rmdir,lseek";

  private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\) += (-?\\d+).*");
  private static final Pattern DESCRIPTOR = Pattern.compile("(\\d+|AT_FDCWD)<([^>]*)>");
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"])*)\"");
  private static final String UNFINISHED = " <unfinished ...>";

  /** Something that was done, in the order of {@code at}, when it was complete. */
  sealed interface Event {
    int at();
  }

  /** Bytes of a file. */
  record Write(int at, Path file, long offset, byte[] bytes) implements Event {}

  /** The length of a file. */
  record Cut(int at, Path file, long length) implements Event {}

  /** A file that may have been there. */
  record Create(int at, Path file) implements Event {}

  /** A new folder. */
  record Folder(int at, Path folder) implements Event {}

  /** A new name in the same folder. */
  record Rename(int at, Path from, Path to) implements Event {}

  /** A file that went. */
  record Remove(int at, Path file) implements Event {}

  /** What was complete when it began is on the disk. */
  record Sync(int at, int begin, Path path) implements Event {}

  /** A line on standard output; when it began. */
  record Said(int at, String text) implements Event {}

  private final Path root;
  private final Map<String, String> unfinished = new HashMap<>();
  private final Map<String, Integer> begun = new HashMap<>();
  private final Map<String, Long> places = new HashMap<>();
  private final List<Event> events = new ArrayList<>();

  private SystemTrace(Path root) {
    this.root = root;
  }

  /** Everything that was done to files below {@code root}, and what was said. */
  static List<Event> read(Path trace, Path root) throws IOException {
    SystemTrace reading = new SystemTrace(root);
    try (BufferedReader lines = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        reading.line(++number, line);
      }
    }
    reading.events.sort((a, b) -> Integer.compare(a.at(), b.at()));
    return reading.events;
  }

  private void line(int number, String line) {
    int space = line.indexOf(' ');
    String thread = line.substring(0, space);
    String call = line.substring(space).strip();
    int begin = number;
    if (call.endsWith(UNFINISHED)) {
      unfinished.put(thread, call.substring(0, call.length() - UNFINISHED.length()));
      begun.put(thread, number);
      return;
    }
    if (call.startsWith("<... ")) {
      String first = unfinished.remove(thread);
      if (first == null) {
        return;
      }
      begin = Objects.requireNonNull(begun.get(thread));
      call = first + call.substring(call.indexOf("resumed>") + "resumed>".length());
    }
    Matcher parts = CALL.matcher(call);
    if (parts.matches() && !parts.group(3).startsWith("-")) {
      call(begin, number, parts.group(1), parts.group(2), Long.parseLong(parts.group(3)));
    }
  }

  private void call(int begin, int end, String name, String arguments, long result) {
    switch (name) {
      case "openat" -> opened(end, arguments, result);
      case "lseek" -> places.put(arguments.substring(0, arguments.indexOf('<')), result);
      case "write" -> written(begin, end, arguments, result);
      case "pwrite64" -> {
        Path file = descriptor(arguments);
        if (file.startsWith(root)) {
          long offset = Long.parseLong(arguments.substring(arguments.lastIndexOf(' ') + 1));
          events.add(new Write(end, file, offset, whole(text(arguments, 0), result)));
        }
      }
      case "fsync", "fdatasync" -> {
        Path file = descriptor(arguments);
        if (file.startsWith(root)) {
          events.add(new Sync(end, begin, file));
        }
      }
      case "ftruncate" -> {
        Path file = descriptor(arguments);
        if (file.startsWith(root)) {
          long length = Long.parseLong(arguments.substring(arguments.lastIndexOf(' ') + 1));
          events.add(new Cut(end, file, length));
        }
      }
      case "mkdir" -> {
        if (path(arguments, 0).startsWith(root)) {
          events.add(new Folder(end, path(arguments, 0)));
        }
      }
      case "rename" -> {
        if (path(arguments, 0).startsWith(root)) {
          events.add(new Rename(end, path(arguments, 0), path(arguments, 1)));
        }
      }
      case "unlink" -> {
        if (path(arguments, 0).startsWith(root)) {
          events.add(new Remove(end, path(arguments, 0)));
        }
      }
      default -> {
        if (unescaped(arguments).contains(root.toString())) {
          throw new IllegalStateException("What does this call do? " + name);
        }
      }
    }
  }

  private void opened(int end, String arguments, long result) {
    places.put(Long.toString(result), 0L);
    Path file = path(arguments, 0);
    if (file.startsWith(root) && arguments.contains("O_CREAT")) {
      events.add(new Create(end, file));
      if (arguments.contains("O_TRUNC")) {
        events.add(new Cut(end, file, 0));
      }
    }
  }

  private void written(int begin, int end, String arguments, long result) {
    if (arguments.startsWith("1<")) {
      events.add(new Said(begin, new String(text(arguments, 0), StandardCharsets.US_ASCII)));
    }
    Path file = descriptor(arguments);
    if (file.startsWith(root)) {
      String number = arguments.substring(0, arguments.indexOf('<'));
      long offset = Objects.requireNonNull(places.get(number));
      places.put(number, offset + result);
      events.add(new Write(end, file, offset, whole(text(arguments, 0), result)));
    }
  }

  private static byte[] whole(byte[] bytes, long result) {
    if (bytes.length != result) {
      throw new IllegalStateException(result + " bytes were written, and seen " + bytes.length);
    }
    return bytes;
  }

  private static Path descriptor(String arguments) {
    Matcher descriptor = DESCRIPTOR.matcher(arguments);
    return Path.of(descriptor.lookingAt() ? unescaped(descriptor.group(2)) : "");
  }

  private static Path path(String arguments, int index) {
    return Path.of(new String(text(arguments, index), StandardCharsets.UTF_8));
  }

  private static byte[] text(String arguments, int index) {
    Matcher text = TEXT.matcher(arguments);
    for (int i = 0; i <= index; i++) {
      if (!text.find()) {
        throw new IllegalStateException("There is no text in " + arguments);
      }
    }
    return bytes(arguments, text.start(1), text.end(1));
  }

  private static String unescaped(String text) {
    return new String(bytes(text, 0, text.length()), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text, int from, int to) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((to - from) / 4);
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '\\' && text.charAt(i + 1) == 'x') {
        bytes.write(Integer.parseInt(text, i + 2, i + 4, 16));
        i += 3;
      } else {
        bytes.write(text.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
