package dev.perdure.testworkers.suite;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system in memory of a few megabytes; tests that need one are left out without the right to
 * mount.
 */
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one at a folder. */
  static SmallDisk at(Path folder, String size) throws IOException {
    Files.createDirectories(folder);
    SmallDisk disk = new SmallDisk(folder);
    assumeTrue(
        disk.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()),
        "Nothing can be mounted here.");
    return disk;
  }

  /** Refuses all writes from now on, or none; no file may be open for writing. */
  void readOnly(boolean refused) throws IOException {
    if (!run("mount", "-o", refused ? "remount,ro" : "remount,rw", folder.toString())) {
      throw new IOException("'" + folder + "' could not be mounted again.");
    }
  }

  Path folder() {
    return folder;
  }

  private boolean run(String... command) throws IOException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", folder.toString());
  }
}
