package dev.perdure.js.module;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * Files of which there is only the text: what a guest's imports read. Nothing is read from disk.
 * Thread-safe.
 */
abstract class GuestFiles implements FileSystem {
  static final String ROOT = "/";

  /** The text at {@code path}, or null. */
  abstract byte @Nullable [] content(Path path);

  /** What the guest is told where there is nothing at {@code path}. */
  abstract String missing(Path path);

  final byte[] existing(Path path) throws IOException {
    byte[] content = content(path);
    if (content == null) {
      // Other exceptions than this would have the engine's words around the message.
      throw new IOException(missing(path));
    }
    return content;
  }

  @Override
  public final void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    if (modes.contains(AccessMode.WRITE)) {
      throw new ReadOnlyFileSystemException();
    }
    existing(path);
  }

  @Override
  public final SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return new BytesChannel(existing(path));
  }

  @Override
  public final Path toAbsolutePath(Path path) {
    return Path.of(ROOT).resolve(path);
  }

  @Override
  public final Map<String, Object> readAttributes(
      Path path, String attributes, LinkOption... options) throws IOException {
    byte[] content = existing(path);
    return Map.of(
        "isRegularFile",
        true,
        "isDirectory",
        false,
        "isSymbolicLink",
        false,
        "isOther",
        false,
        "size",
        (long) content.length);
  }

  @Override
  public final void createDirectory(Path directory, FileAttribute<?>... attributes) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public final void delete(Path path) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public final DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    throw new NoSuchFileException(directory.toString());
  }
}
