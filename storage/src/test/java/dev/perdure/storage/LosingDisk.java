package dev.perdure.storage;

import dev.perdure.storage.SystemTrace.Create;
import dev.perdure.storage.SystemTrace.Cut;
import dev.perdure.storage.SystemTrace.Event;
import dev.perdure.storage.SystemTrace.Folder;
import dev.perdure.storage.SystemTrace.Remove;
import dev.perdure.storage.SystemTrace.Rename;
import dev.perdure.storage.SystemTrace.Said;
import dev.perdure.storage.SystemTrace.Sync;
import dev.perdure.storage.SystemTrace.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A disk that loses, at a power loss, what was not synced. Of the contents of a file each sector of
 * each write since the last sync that covers it is there or not, whatever came before or after it;
 * of the names in a folder the changes since the folder's last sync are there up to some place. A
 * sync of a file says nothing of its name.
 */
final class LosingDisk {
  private static final int SECTOR = 512;

  private final Map<Path, Contents> files = new HashMap<>();
  private final Map<Path, Names> folders = new HashMap<>();

  /** A file under whatever name. */
  private static final class Contents {
    private final List<Event> changes = new ArrayList<>();
    private int synced;

    /** How long it has ever been. */
    int longest() {
      return changes.stream()
          .mapToInt(change ->
              switch (change) {
                case Write write -> (int) write.offset() + write.bytes().length;
                case Cut cut -> (int) cut.length();
                default -> 0;
              })
          .max()
          .orElse(0);
    }
  }

  /** The names in a folder; a folder in it has none of the contents. */
  private static final class Names {
    private final List<Change> changes = new ArrayList<>();
    private int synced;
  }

  private record Change(
      int at, @Nullable Path gone, @Nullable Path come, @Nullable Contents file) {}

  /** The disk after these events, in a folder that is empty before. */
  LosingDisk(Path root, List<Event> events) {
    folders.put(root, new Names());
    events.forEach(this::take);
  }

  private void take(Event event) {
    switch (event) {
      case Create(int at, Path file) -> {
        if (!files.containsKey(file)) {
          Contents created = new Contents();
          files.put(file, created);
          names(file).changes.add(new Change(at, null, file, created));
        }
      }
      case Write write -> change(write.file(), write);
      case Cut cut -> change(cut.file(), cut);
      case Folder(int at, Path folder) -> {
        folders.put(folder, new Names());
        names(folder).changes.add(new Change(at, null, folder, null));
      }
      case Rename(int at, Path from, Path to) -> {
        Contents file = files.remove(from);
        if (file == null || names(from) != names(to)) {
          throw new IllegalStateException("A rename that is not understood: " + from);
        }
        files.put(to, file);
        names(to).changes.add(new Change(at, from, to, file));
      }
      case Remove(int at, Path file) -> {
        files.remove(file);
        names(file).changes.add(new Change(at, file, null, null));
      }
      case Sync sync -> sync(sync);
      case Said _ -> {
        // Nothing on the disk.
      }
    }
  }

  private void change(Path path, Event event) {
    Contents file = files.get(path);
    if (file != null) {
      file.changes.add(event);
    }
  }

  private void sync(Sync sync) {
    Names folder = folders.get(sync.path());
    Contents file = files.get(sync.path());
    if (folder != null) {
      folder.synced =
          (int) folder.changes.stream().filter(change -> change.at() < sync.begin()).count();
    } else if (file != null) {
      file.synced =
          (int) file.changes.stream().filter(change -> change.at() < sync.begin()).count();
    }
  }

  private Names names(Path path) {
    Names names = folders.get(path.getParent());
    if (names == null) {
      throw new IllegalStateException("An unknown folder: " + path.getParent());
    }
    return names;
  }

  /**
   * Writes down what a power loss leaves.
   *
   * @param kept how much of what was not synced is there, from 0 to 1
   */
  void lose(Random random, double kept, Path root, Path into) throws IOException {
    Names names = Objects.requireNonNull(folders.get(root));
    int unsynced = names.changes.size() - names.synced;
    int there = names.synced;
    while (there < names.synced + unsynced && random.nextDouble() < kept) {
      there++;
    }
    Map<Path, Change> found = new HashMap<>();
    for (Change change : names.changes.subList(0, there)) {
      if (change.gone() != null) {
        found.remove(change.gone());
      }
      if (change.come() != null) {
        found.put(change.come(), change);
      }
    }
    Files.createDirectories(into);
    for (Map.Entry<Path, Change> each : found.entrySet()) {
      Path place = into.resolve(each.getKey().getFileName());
      Contents file = each.getValue().file();
      if (file == null) {
        lose(random, kept, each.getKey(), place);
      } else {
        Files.write(place, contents(file, random, kept));
      }
    }
  }

  private static byte[] contents(Contents file, Random random, double kept) {
    byte[] bytes = new byte[file.longest()];
    int length = 0;
    for (int i = 0; i < file.changes.size(); i++) {
      boolean synced = i < file.synced;
      Event change = file.changes.get(i);
      if (change instanceof Cut cut && (synced || random.nextDouble() < kept)) {
        int cutTo = (int) cut.length();
        Arrays.fill(bytes, Math.min(length, cutTo), Math.max(length, cutTo), (byte) 0);
        length = cutTo;
      } else if (change instanceof Write write) {
        length = Math.max(length, write(write, synced ? 1 : kept, random, bytes));
      }
    }
    return Arrays.copyOf(bytes, length);
  }

  /** Puts the sectors that are there into {@code bytes}; says where the last of them ends. */
  private static int write(Write write, double kept, Random random, byte[] bytes) {
    int offset = (int) write.offset();
    int end = offset + write.bytes().length;
    int last = 0;
    int from = offset;
    while (from < end) {
      int to = Math.min(end, from - from % SECTOR + SECTOR);
      if (kept >= 1 || random.nextDouble() < kept) {
        System.arraycopy(write.bytes(), from - offset, bytes, from, to - from);
        last = to;
      }
      from = to;
    }
    return last;
  }
}
