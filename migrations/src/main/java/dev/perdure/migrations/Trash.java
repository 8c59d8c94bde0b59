package dev.perdure.migrations;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects that were deleted: {@code trash/<time>-<key>} in the state folder, each with {@code
 * do} and {@code history} as they were. Nothing reads them but {@link #empty}.
 */
public final class Trash {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;

  /** Something in the trash. */
  public record Item(String name, long objects, long bytes) {}

  /** The trash of the state folder {@code root}. */
  public Trash(Path root) {
    this.folder = root.resolve("trash");
  }

  /** A name that nothing in the trash has. */
  public static String name(Path root, Instant time, String what) {
    String name = TIME.format(time) + "-" + what;
    String free = name;
    for (int i = 2; Files.exists(root.resolve("trash").resolve(free)); i++) {
      free = name + "." + i;
    }
    return free;
  }

  /** What is in it, the oldest first. */
  public List<Item> items() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.sorted().map(Trash::item).toList();
    } catch (IOException e) {
      throw MigrationException.unreadableFolder(folder, e);
    }
  }

  private static Item item(Path path) {
    long[] bytes = new long[1];
    walk(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }
        });
    return new Item(
        String.valueOf(path.getFileName()), ObjectFolders.count(path.resolve("do")), bytes[0]);
  }

  /** Deletes it for good. */
  public void empty() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    walk(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException fault)
              throws IOException {
            Files.delete(emptied);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void walk(Path path, SimpleFileVisitor<Path> visitor) {
    try {
      Files.walkFileTree(path, visitor);
    } catch (IOException e) {
      throw MigrationException.unreadableFolder(path, e);
    }
  }
}
