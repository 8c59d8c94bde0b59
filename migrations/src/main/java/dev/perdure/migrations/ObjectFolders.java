package dev.perdure.migrations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks at the folders of objects, {@code do/<uniqueKey>}, without opening any object. */
public final class ObjectFolders {
  private static final String SUFFIX = ".sqlite";
  private static final int NAME_LENGTH = 64 + SUFFIX.length();

  private final Path root;

  /** The folders in the state folder {@code root}. */
  public ObjectFolders(Path root) {
    this.root = root.resolve("do");
  }

  /** The unique keys of the classes that have a folder, in order. */
  public List<String> keys() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw MigrationException.unreadableFolder(root, e);
    }
  }

  /** How many objects a class has. */
  public long count(String uniqueKey) {
    return count(root.resolve(uniqueKey));
  }

  static long count(Path folder) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.length() == NAME_LENGTH && name.endsWith(SUFFIX))
          .count();
    } catch (IOException e) {
      throw MigrationException.unreadableFolder(folder, e);
    }
  }

  /** The worker in whose configuration a class with this key was made. */
  static String worker(String uniqueKey) {
    int dash = uniqueKey.lastIndexOf('-');
    return dash < 0 ? "" : uniqueKey.substring(0, dash);
  }

  /** The name of the class when this key was made. */
  static String className(String uniqueKey) {
    return uniqueKey.substring(uniqueKey.lastIndexOf('-') + 1);
  }
}
