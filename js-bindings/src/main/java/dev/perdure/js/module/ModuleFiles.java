package dev.perdure.js.module;

import dev.perdure.workers.spi.WorkerCode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The modules of a worker as files in one folder, and the runtime's own under names with a scheme
 * such as {@code cloudflare:workers}. Thread-safe.
 */
final class ModuleFiles extends GuestFiles {
  // The engine would compile the text that stands for a module of this name.
  private static final String WASM = ".wasm";
  private static final String SCRIPT = ".mjs";
  private static final String BUILTIN = "/.perdure/";

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final BuiltinModules builtins;

  ModuleFiles(WorkerCode code, BuiltinModules builtins) {
    this.builtins = builtins;
    Map<String, byte[]> texts = new HashMap<>();
    for (WorkerCode.Module module : code.modules()) {
      texts.put(path(module.name()).toString(), ModuleText.of(module, module.name()));
    }
    files.putAll(texts);
  }

  private static Path path(String name) {
    return Path.of(ROOT).resolve(name).normalize();
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

  @Override
  byte @Nullable [] content(Path path) {
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

  @Override
  String missing(Path path) {
    String name = path.toString();
    return "No such module \"%s\"."
        .formatted(
            name.startsWith(BUILTIN)
                ? name.substring(BUILTIN.length()).replace('=', ':').replace("%2F", "/")
                : path.startsWith(ROOT) ? name.substring(ROOT.length()) : name);
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    Path real = toAbsolutePath(path).normalize();
    existing(real);
    return real.toString().endsWith(WASM) ? Path.of(real + SCRIPT) : real;
  }
}
