package dev.perdure.js.module;

import dev.perdure.workers.compat.CompatFlag;
import dev.perdure.workers.spi.WorkerCode;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.FileAttribute;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.io.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * The only files a guest's imports can reach: the modules of its worker, and the runtime's own
 * under names with a scheme such as {@code cloudflare:workers}. Nothing is read from disk.
 * Thread-safe.
 */
public final class ModuleFiles implements FileSystem {
  private static final String ROOT = "/";
  private static final String BUNDLE = "/bundle";
  // The engine would compile the text that stands for a module of this name.
  private static final String WASM = ".wasm";
  private static final String SCRIPT = ".mjs";
  private static final String BUILTIN = "/.perdure/";

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final BuiltinModules builtins;
  private final Path root;

  /** The files of {@code code}. */
  public ModuleFiles(WorkerCode code, BuiltinModules builtins) {
    this.builtins = builtins;
    this.root = root(code);
    Map<String, byte[]> texts = new HashMap<>();
    for (WorkerCode.Module module : code.modules()) {
      texts.put(path(module.name()).toString(), ModuleText.of(module));
    }
    files.putAll(texts);
  }

  /** The folder of a worker's modules. */
  public static Path root(WorkerCode code) {
    return Path.of(code.flags().on(CompatFlag.NEW_MODULE_REGISTRY) ? BUNDLE : ROOT);
  }

  private Path path(String name) {
    return root.resolve(name).normalize();
  }

  @Override
  public Path parsePath(URI uri) {
    if ("file".equals(uri.getScheme())) {
      return Path.of(uri);
    }
    return parsePath(uri.toString());
  }

  @Override
  public Path parsePath(String path) {
    if (path.startsWith(ROOT)) {
      return Path.of(path);
    }
    if (!files.containsKey(path(path).toString())
        && (path.contains(":") || builtins.find(path) != null)) {
      return builtinPath(path);
    }
    return path(path);
  }

  private static Path builtinPath(String specifier) {
    return Path.of(BUILTIN + specifier.replace("/", "%2F").replace(':', '='));
  }

  private byte @Nullable [] content(Path path) {
    String name = path.toString();
    if (name.endsWith(WASM + SCRIPT)) {
      name = name.substring(0, name.length() - SCRIPT.length());
    }
    byte[] content = files.get(name);
    if (content == null && name.startsWith(BUILTIN)) {
      String specifier = name.substring(BUILTIN.length()).replace('=', ':').replace("%2F", "/");
      String text = builtins.find(specifier);
      if (text != null) {
        content = text.getBytes(StandardCharsets.UTF_8);
        files.put(name, content);
      }
    }
    return content;
  }

  private byte[] existing(Path path) throws IOException {
    byte[] content = content(path);
    if (content == null) {
      String name = path.toString();
      // Other exceptions than this would have the engine's words around the message.
      throw new IOException(
          "No such module \"%s\"."
              .formatted(
                  name.startsWith(BUILTIN)
                      ? name.substring(BUILTIN.length()).replace('=', ':').replace("%2F", "/")
                      : Path.of(name).startsWith(root)
                          ? root.relativize(Path.of(name)).toString()
                          : name));
    }
    return content;
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    if (modes.contains(AccessMode.WRITE)) {
      throw new ReadOnlyFileSystemException();
    }
    existing(path);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return new BytesChannel(existing(path));
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return Path.of(ROOT).resolve(path);
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    Path real = toAbsolutePath(path).normalize();
    existing(real);
    return real.toString().endsWith(WASM) ? Path.of(real + SCRIPT) : real;
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
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
  public void createDirectory(Path directory, FileAttribute<?>... attributes) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void delete(Path path) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    throw new NoSuchFileException(directory.toString());
  }
}
