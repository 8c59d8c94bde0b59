package dev.perdure.storage;

import dev.perdure.storage.file.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Values in files of their own, each under a name that nobody guesses and that is never used again.
 * Thread-safe.
 */
public final class BlobFolder {
  private static final int NAME_BYTES = 40;

  private final Path folder;
  private final Executor threads;
  private final SecureRandom random = new SecureRandom();

  BlobFolder(Path folder, Executor threads) {
    this.folder = folder;
    this.threads = threads;
  }

  /** Keeps bytes; completes with their name when they are durable. */
  public CompletableFuture<String> put(byte[] bytes) {
    return CompletableFuture.supplyAsync(() -> write(bytes), threads);
  }

  private String write(byte[] bytes) {
    byte[] name = new byte[NAME_BYTES];
    random.nextBytes(name);
    String text = HexFormat.of().formatHex(name);
    try {
      Folders.create(folder);
      try (FileChannel channel =
          FileChannel.open(
              folder.resolve(text), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Folders.force(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text;
  }

  /** All bytes under a name. */
  public byte[] read(String name) {
    try {
      return Files.readAllBytes(file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes under a name, to be closed by the caller; they can be read although dropped. */
  public FileChannel open(String name) {
    try {
      return FileChannel.open(file(name), StandardOpenOption.READ);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Drops what nothing names any more, some time later. */
  public void drop(String name) {
    threads.execute(() -> {
      try {
        Files.delete(file(name));
      } catch (NoSuchFileException _) {
        // Another one was quicker.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  private Path file(String name) {
    Path file = folder.resolve(name);
    if (!folder.equals(file.getParent())) {
      throw new IllegalArgumentException("'" + name + "' names no blob.");
    }
    return file;
  }
}
