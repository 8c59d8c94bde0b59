package dev.perdure.host.bundle;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells of changes to a set of files and to everything below a set of folders.
 *
 * <p>Thread-safe. Changes are told on one virtual thread that the watcher owns. Files that do not
 * exist may be watched: their creation is a change.
 */
final class SourceWatcher implements AutoCloseable {
  private static final Set<String> SKIPPED_FOLDERS = Set.of("node_modules", ".git", ".wrangler");

  private final WatchService service;
  private final Consumer<Set<Path>> changed;
  private final Map<Path, WatchKey> folders = new ConcurrentHashMap<>();
  private volatile Set<Path> files = Set.of();
  private volatile Set<Path> trees = Set.of();

  SourceWatcher(Consumer<Set<Path>> changed) {
    this.changed = changed;
    try {
      this.service = FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      throw BundleException.causedBy(
          e,
          "Files cannot be watched: %s. Start with --no-watch, or raise the system's limit of"
                  .formatted(e.getMessage())
              + " watches.");
    }
    Thread.ofVirtual().name("source-watcher").start(this::run);
  }

  /** Watches these from now on, and nothing else. */
  void watch(Set<Path> newFiles, Set<Path> newTrees) {
    files = Set.copyOf(newFiles);
    trees = Set.copyOf(newTrees);
    Set<Path> wanted = new HashSet<>();
    for (Path file : files) {
      existing(file.getParent(), wanted);
    }
    for (Path tree : trees) {
      existing(tree, wanted);
      below(tree, wanted);
    }
    folders.forEach((folder, key) -> {
      if (!wanted.contains(folder)) {
        key.cancel();
        folders.remove(folder);
      }
    });
    wanted.forEach(this::register);
  }

  private static void existing(@Nullable Path folder, Set<Path> wanted) {
    @Nullable Path at = folder;
    while (at != null && !Files.isDirectory(at)) {
      at = at.getParent();
    }
    if (at != null) {
      wanted.add(at);
    }
  }

  private static void below(Path tree, Set<Path> wanted) {
    if (!Files.isDirectory(tree)) {
      return;
    }
    try {
      Files.walkFileTree(
          tree,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              Path name = folder.getFileName();
              if (name != null && SKIPPED_FOLDERS.contains(name.toString())) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              wanted.add(folder);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      wanted.add(tree);
    }
  }

  private void register(Path folder) {
    folders.computeIfAbsent(
        folder,
        path -> {
          try {
            return path.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
          } catch (IOException | ClosedWatchServiceException e) {
            return null;
          }
        });
  }

  private void run() {
    try {
      while (true) {
        WatchKey key = service.take();
        Set<Path> seen = new HashSet<>();
        for (WatchEvent<?> event : key.pollEvents()) {
          if (key.watchable() instanceof Path folder && event.context() instanceof Path name) {
            seen.add(folder.resolve(name));
          } else {
            seen.addAll(files);
          }
        }
        key.reset();
        report(seen);
      }
    } catch (ClosedWatchServiceException e) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(Set<Path> seen) {
    Set<Path> mine = new HashSet<>();
    boolean folder = false;
    for (Path path : seen) {
      boolean above = files.stream().anyMatch(file -> !file.equals(path) && file.startsWith(path));
      if (files.contains(path) || trees.stream().anyMatch(path::startsWith) || above) {
        mine.add(path);
        folder |= Files.isDirectory(path);
      }
    }
    if (folder) {
      watch(files, trees);
    }
    if (!mine.isEmpty()) {
      changed.accept(mine);
    }
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      throw BundleException.causedBy(e, "The watch on the sources cannot be ended.");
    }
  }
}
