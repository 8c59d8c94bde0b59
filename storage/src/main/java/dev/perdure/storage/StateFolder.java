package dev.perdure.storage;

import dev.perdure.storage.file.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The folder that holds the state of all objects, in the layout of {@code wrangler dev}: {@code
 * do/<uniqueKey>/<id>.sqlite}. One process at a time owns it. Thread-safe.
 */
public final class StateFolder implements AutoCloseable {
  private static final String LOCK = "perdure.lock";

  private final Path root;
  private final FileChannel lock;
  private final StorageOptions options;
  private final DiskSync disk = new DiskSync();
  private final OpenDatabases open;
  private final Map<String, ClassStore> classes = new HashMap<>();
  private final Map<String, BindingFolder> bindings = new HashMap<>();

  private StateFolder(Path root, FileChannel lock, StorageOptions options) {
    this.root = root;
    this.lock = lock;
    this.options = options;
    this.open = new OpenDatabases(options.mostOpen());
  }

  /**
   * Takes the folder for this process, and makes it where there is none.
   *
   * @throws StorageException if another process has it or it cannot be written
   */
  public static StateFolder open(Path root, StorageOptions options) {
    try {
      Folders.create(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        String owner = read(channel);
        channel.close();
        throw StorageException.folderInUse(root, owner);
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
          0);
      return new StateFolder(root, channel, options);
    } catch (IOException e) {
      throw StorageException.folderUnusable(root, e);
    }
  }

  /** Takes the folder for this process with the platform's limits. */
  public static StateFolder open(Path root) {
    return open(root, StorageOptions.DEFAULT);
  }

  /**
   * The objects of one class; the same one for the same key.
   *
   * @param uniqueKey {@code <worker>-<class>}
   * @param sqlEnabled whether the class was declared with SQLite
   */
  public synchronized ClassStore classStore(String uniqueKey, boolean sqlEnabled) {
    return classes.computeIfAbsent(
        uniqueKey,
        key -> {
          Path path = root.resolve("do").resolve(key);
          Path histories = histories(key);
          try {
            Folders.create(path);
            if (sqlEnabled && options.history().recorded()) {
              Folders.create(histories);
            }
          } catch (IOException e) {
            throw StorageException.folderUnusable(path, e);
          }
          return new ClassStore(this, path, histories, key, sqlEnabled);
        });
  }

  /**
   * The state of one kind of binding; the same one for the same kind.
   *
   * @param kind the name of its folder, such as {@code kv}
   * @param uniqueKey under which miniflare keeps its databases
   */
  public synchronized BindingFolder bindings(String kind, String uniqueKey) {
    return bindings.computeIfAbsent(
        kind, any -> new BindingFolder(root.resolve(kind), uniqueKey, disk));
  }

  /**
   * Deletes every object of a class, with its alarms.
   *
   * @throws StorageException if the class is in use here
   */
  public synchronized void deleteClass(String uniqueKey) {
    if (classes.containsKey(uniqueKey)) {
      throw StorageException.classInUse(uniqueKey);
    }
    Path path = root.resolve("do").resolve(uniqueKey);
    try {
      Folders.delete(path);
      Folders.delete(histories(uniqueKey));
    } catch (IOException e) {
      throw StorageException.folderUnusable(path, e);
    }
  }

  /** Beside the folders that other programs look into. */
  private Path histories(String uniqueKey) {
    return root.resolve("history").resolve(uniqueKey);
  }

  /** Forgets a class whose objects are all closed, so that it can be deleted. */
  public synchronized void closeClass(String uniqueKey) {
    ClassStore store = classes.remove(uniqueKey);
    if (store != null) {
      store.close();
    }
  }

  /** The folder. */
  public Path root() {
    return root;
  }

  OpenDatabases open() {
    return open;
  }

  DiskSync disk() {
    return disk;
  }

  StorageOptions options() {
    return options;
  }

  /** Gives the folder up; every object store must have been closed before. */
  @Override
  public synchronized void close() {
    bindings.values().forEach(BindingFolder::close);
    disk.close();
    classes.values().forEach(ClassStore::close);
    classes.clear();
    try {
      lock.close();
    } catch (IOException e) {
      throw StorageException.folderUnusable(root, e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(32);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
  }
}
