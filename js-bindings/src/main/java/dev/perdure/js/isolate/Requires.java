package dev.perdure.js.isolate;

import dev.perdure.js.module.BuiltinModules;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.compat.CompatFlag;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.WorkerCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/**
 * What {@code require} gives in one isolate: modules of the runtime, and those of the worker, each
 * of which runs once. Confined to the isolate's thread.
 */
abstract class Requires {
  /** By what the text that imports an ES module hands over its namespace. */
  static final String REQUIRED = "required";

  // Whether the default export stands for the whole module.
  private static final String UNWRAP = "__cjsUnwrapDefault";

  final Realm realm;
  final JsWorker worker;
  private final Map<String, Value> boxes = new HashMap<>();
  private final Set<String> running = new HashSet<>();
  private @Nullable Value required;

  Requires(Realm realm, JsWorker worker) {
    this.realm = realm;
    this.worker = worker;
  }

  static Requires of(Realm realm, JsWorker worker) {
    return worker
        .modules()
        .urls()
        .<Requires>map(urls -> new UrlRequires(realm, worker, urls))
        .orElseGet(() -> new FolderRequires(realm, worker));
  }

  /** What {@code specifier} names in the module at {@code from}. */
  abstract Object require(String specifier, String from);

  /** What the module that {@code specifier} names is called in errors. */
  abstract String nameOf(String specifier);

  /** The exports of a CommonJS module; what it has so far where it is still running. */
  abstract Object exports(WorkerCode.Module module, String key);

  /** What stands in the error of a module that {@code require} would have to wait for. */
  abstract String waits(String specifier);

  /** What a module of the runtime gives. */
  final Object ofRuntime(String part) {
    Value exports = realm.lib(part);
    return exports.hasMember("default") ? exports.getMember("default") : exports;
  }

  /** The namespace of a module of the runtime; null where there is none of that name. */
  final @Nullable Value builtin(String specifier) {
    return worker.builtins().part(specifier) == null ? null : namespaceOf(specifier);
  }

  /** What an ES module gives, by the specifier that imports it from anywhere. */
  Object exportsOfEs(String specifier) {
    Value all = namespaceOf(specifier);
    boolean whole =
        all.hasMember("default")
            && (realm.flags().on(CompatFlag.REQUIRE_RETURNS_DEFAULT_EXPORT)
                || (all.hasMember(UNWRAP) && isTrue(all.getMember(UNWRAP))));
    return whole ? all.getMember("default") : all;
  }

  /** Runs an ES module, unless it has run, through the engine's own loader. */
  final Value namespaceOf(String specifier) {
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
          : realm.raise(ErrorData.of("Error", waits(specifier)));
    }
    return all;
  }

  private static boolean isTrue(Value value) {
    return value.isBoolean() && value.asBoolean();
  }

  /** Takes the namespace of an ES module that has run. */
  final void required(Value namespace) {
    required = namespace;
  }

  /** Whether the CommonJS module called {@code key} is still running. */
  final boolean runs(String key) {
    return running.contains(key);
  }

  /**
   * The exports of a CommonJS module.
   *
   * @param path where it is for itself, or empty where it is nowhere
   * @param from what it gives {@link #require} as its own place
   */
  final Object exports(WorkerCode.Module module, String key, String path, String from) {
    Value known = boxes.get(key);
    if (known != null) {
      return known.getMember("exports");
    }
    Value box = realm.context().eval("js", "({ exports: {} })");
    boxes.put(key, box);
    running.add(key);
    ProxyExecutable require = arguments -> require(arguments[0].asString(), from);
    try {
      Value function =
          realm
              .context()
              .eval(Source.newBuilder("js", text(module, path), sourceName(key)).buildLiteral());
      function.executeVoid(box, box.getMember("exports"), require, path, folderOf(path));
    } catch (PolyglotException e) {
      boxes.remove(key);
      throw e;
    } finally {
      running.remove(key);
    }
    return box.getMember("exports");
  }

  /** What the engine calls the text of the module called {@code key}. */
  abstract String sourceName(String key);

  private static String folderOf(String path) {
    Path folder = Path.of(path).getParent();
    return folder == null ? path : folder.toString();
  }

  private static String text(WorkerCode.Module module, String path) {
    return "(function (module, exports, require%s) {"
            .formatted(path.isEmpty() ? "" : ", __filename, __dirname")
        + new String(module.bytes(), StandardCharsets.UTF_8)
        + "\n})";
  }
}
