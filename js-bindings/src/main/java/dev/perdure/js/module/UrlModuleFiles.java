package dev.perdure.js.module;

import dev.perdure.workers.spi.WorkerCode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The modules of a worker that has them by URL, as files. Thread-safe. */
final class UrlModuleFiles extends GuestFiles {
  private final ModuleUrls urls;
  private final Map<String, byte[]> texts = new ConcurrentHashMap<>();

  UrlModuleFiles(ModuleUrls urls) {
    this.urls = urls;
  }

  @Override
  public Path parsePath(URI uri) {
    return Path.of(ModuleUrls.path(uri.toString()));
  }

  @Override
  public Path parsePath(String path) {
    return Path.of(path);
  }

  @Override
  byte @Nullable [] content(Path path) {
    String href = ModuleUrls.href(path.toString());
    byte[] known = texts.get(href);
    if (known != null) {
      return known;
    }
    WorkerCode.Module module = urls.module(href);
    String builtin = module == null ? urls.builtin(href) : null;
    byte[] text =
        module != null
            ? text(module, href)
            : builtin == null ? null : builtin.getBytes(StandardCharsets.UTF_8);
    if (text != null) {
      texts.put(href, text);
    }
    return text;
  }

  /** A module that is JavaScript tells the isolate first that it begins, on its own first line. */
  private static byte[] text(WorkerCode.Module module, String href) {
    byte[] text = ModuleText.of(module, href);
    if (module.type() != WorkerCode.Module.Type.ES) {
      return text;
    }
    byte[] first =
        "globalThis[Symbol.for('%s')]('begin', import.meta, '%s');"
            .formatted(BuiltinModules.ACCESS, href.replace("'", "%27"))
            .getBytes(StandardCharsets.UTF_8);
    byte[] whole = new byte[first.length + text.length];
    System.arraycopy(first, 0, whole, 0, first.length);
    System.arraycopy(text, 0, whole, first.length, text.length);
    return whole;
  }

  @Override
  String missing(Path path) {
    return "Module not found: " + ModuleUrls.href(path.toString());
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    existing(path);
    return path;
  }
}
