package dev.perdure.storage.history;

import dev.perdure.storage.file.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The names of the files of one object's history.
 *
 * @param folder the folder of its class
 * @param id the object
 */
public record HistoryFiles(Path folder, String id) {
  Path current() {
    return folder.resolve(id + ".log");
  }

  Path complete(int ordinal) {
    return folder.resolve(String.format("%s.%08x.log", id, ordinal));
  }

  Path unfinished() {
    return folder.resolve(id + ".log.new");
  }

  /** Holds the bookmark that the next start restores. */
  Path request() {
    return folder.resolve(id + ".restore");
  }

  /** The restored database, before it takes the place of the other. */
  Path restored() {
    return folder.resolve(id + ".restored");
  }

  /** Whether the object has a history. */
  public boolean exist() {
    return Files.exists(current());
  }

  /** Deletes every file, those that are complete first. */
  void delete() throws IOException {
    LogFile last = LogFile.open(current());
    if (last != null) {
      int ordinal = last.header().ordinal();
      while (ordinal > 0 && Files.deleteIfExists(complete(ordinal - 1))) {
        ordinal--;
      }
    }
    Files.deleteIfExists(unfinished());
    Files.deleteIfExists(current());
  }

  void forceFolder() throws IOException {
    Folders.force(folder);
  }
}
