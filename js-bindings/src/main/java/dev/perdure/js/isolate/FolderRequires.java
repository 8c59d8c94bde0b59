package dev.perdure.js.isolate;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.WorkerCode;
import java.nio.file.Path;

/** What {@code require} gives where the modules of a worker are files in one folder. */
final class FolderRequires extends Requires {
  private static final Path ROOT = Path.of("/");

  FolderRequires(Realm realm, JsWorker worker) {
    super(realm, worker);
  }

  @Override
  Object require(String specifier, String from) {
    String part = worker.builtins().part(specifier);
    if (part != null && worker.module(specifier) == null) {
      return ofRuntime(part);
    }
    Path folder = Path.of(from).getParent();
    if (folder == null) {
      folder = ROOT;
    }
    if (leavesRoot(folder, specifier)) {
      throw realm.typeError("Invalid module specifier \"%s\".".formatted(specifier));
    }
    Path path =
        specifier.startsWith(".") ? folder.resolve(specifier).normalize() : ROOT.resolve(specifier);
    WorkerCode.Module module = worker.module(ROOT.relativize(path).toString());
    if (module == null) {
      throw realm.raise(ErrorData.of("Error", "No such module \"%s\".".formatted(specifier)));
    }
    return module.type() == WorkerCode.Module.Type.ES
        ? exportsOfEs(ROOT.resolve(module.name()).toString())
        : worker.value(realm, this, module, module.name());
  }

  private static boolean leavesRoot(Path folder, String specifier) {
    int depth = 0;
    for (Path step : folder.resolve(specifier)) {
      depth += step.toString().equals("..") ? -1 : step.toString().equals(".") ? 0 : 1;
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  String nameOf(String specifier) {
    return specifier;
  }

  @Override
  Object exports(WorkerCode.Module module, String key) {
    String path = ROOT.resolve(module.name()).toString();
    return exports(module, key, path, path);
  }

  @Override
  String waits(String specifier) {
    return "Top-level await in module is not permitted at this time.";
  }

  @Override
  String sourceName(String key) {
    return key;
  }
}
