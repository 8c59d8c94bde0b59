package dev.perdure.js.isolate;

import dev.perdure.js.module.BuiltinModules;
import dev.perdure.js.module.ModuleFiles;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.compat.CompatFlag;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.WorkerCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * What {@code require} gives in one isolate: modules of the runtime, and those of the worker, each
 * of which runs once. Confined to the isolate's thread.
 */
final class Requires {
  // Whether the default export stands for the whole module.
  private static final String UNWRAP = "__cjsUnwrapDefault";

  /** By what the text that imports an ES module hands over its namespace. */
  static final String REQUIRED = "required";

  private final Realm realm;
  private final JsWorker worker;
  private final Path root;
  private final Map<String, Value> boxes = new HashMap<>();
  private @Nullable Value required;

  Requires(Realm realm, JsWorker worker) {
    this.realm = realm;
    this.worker = worker;
    this.root = ModuleFiles.root(worker.code());
  }

  /** What {@code specifier} names, in a folder of the worker. */
  Object require(String specifier, Path folder) {
    String part = worker.builtins().part(specifier);
    if (part != null && worker.module(specifier) == null) {
      Value exports = realm.lib(part);
      return exports.hasMember("default") ? exports.getMember("default") : exports;
    }
    if (leavesRoot(folder, specifier)) {
      throw realm.typeError("Invalid module specifier \"%s\".".formatted(specifier));
    }
    Path path =
        specifier.startsWith(".") ? folder.resolve(specifier).normalize() : root.resolve(specifier);
    WorkerCode.Module module =
        path.startsWith(root) ? worker.module(root.relativize(path).toString()) : null;
    if (module == null) {
      throw realm.raise(ErrorData.of("Error", "No such module \"%s\".".formatted(specifier)));
    }
    return module.type() == WorkerCode.Module.Type.ES
        ? exportsOfEs(module.name())
        : worker.value(realm, this, module);
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

  /** The namespace of a module of the runtime; null where there is none of that name. */
  @Nullable Value builtin(String specifier) {
    return worker.builtins().part(specifier) == null ? null : namespaceOf(specifier);
  }

  private Object exportsOfEs(String name) {
    Value all = namespaceOf(root.resolve(name).toString());
    boolean whole =
        all.hasMember("default")
            && (realm.flags().on(CompatFlag.REQUIRE_RETURNS_DEFAULT_EXPORT)
                || (all.hasMember(UNWRAP) && isTrue(all.getMember(UNWRAP))));
    return whole ? all.getMember("default") : all;
  }

  /** Runs an ES module, unless it has run, through the engine's own loader. */
  private Value namespaceOf(String specifier) {
    String text =
        "import * as all from \"%s\";\nglobalThis[Symbol.for('%s')]('%s', all);"
            .formatted(specifier.replace("\"", "%22"), BuiltinModules.ACCESS, REQUIRED);
    @Nullable Value before = required;
    required = null;
    PolyglotException failure = null;
    try {
      realm
          .context()
          .eval(
              Source.newBuilder("js", text, "perdure:require")
                  .mimeType("application/javascript+module")
                  .internal(true)
                  .buildLiteral());
    } catch (PolyglotException e) {
      failure = e;
    }
    @Nullable Value all = required;
    required = before;
    if (all == null) {
      throw failure != null && failure.getGuestObject() != null
          ? realm.raise(failure.getGuestObject())
          : realm.raise(
              ErrorData.of("Error", "Top-level await in module is not permitted at this time."));
    }
    return all;
  }

  private static boolean isTrue(Value value) {
    return value.isBoolean() && value.asBoolean();
  }

  /** Takes the namespace of an ES module that has run. */
  void required(Value namespace) {
    required = namespace;
  }

  /** The exports of a CommonJS module; what it has so far where it is still running. */
  Object exports(WorkerCode.Module module) {
    Value known = boxes.get(module.name());
    if (known != null) {
      return known.getMember("exports");
    }
    Value box = realm.context().eval("js", "({ exports: {} })");
    boxes.put(module.name(), box);
    Path path = root.resolve(module.name());
    Path folder = folderOf(path);
    ProxyExecutable require = arguments -> require(arguments[0].asString(), folder);
    try {
      Value function =
          realm.context().eval(Source.newBuilder("js", text(module), module.name()).buildLiteral());
      function.executeVoid(
          box, box.getMember("exports"), require, path.toString(), folder.toString());
    } catch (PolyglotException e) {
      boxes.remove(module.name());
      throw e;
    }
    return box.getMember("exports");
  }

  /** The folder in which a module at {@code path} looks for others. */
  static Path folderOf(Path path) {
    Path folder = path.getParent();
    return folder == null ? path : folder;
  }

  private static String text(WorkerCode.Module module) {
    return "(function (module, exports, require, __filename, __dirname) {"
        + new String(module.bytes(), StandardCharsets.UTF_8)
        + "\n})";
  }
}
