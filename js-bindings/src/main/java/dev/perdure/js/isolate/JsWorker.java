package dev.perdure.js.isolate;

import dev.perdure.js.module.BuiltinModules;
import dev.perdure.js.module.WorkerModules;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.compat.CompatFlags;
import dev.perdure.workers.spi.GuestWorker;
import dev.perdure.workers.spi.Isolate;
import dev.perdure.workers.spi.IsolateHost;
import dev.perdure.workers.spi.WorkerCode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.jspecify.annotations.Nullable;

/** The code of one worker in JavaScript. Thread-safe. */
final class JsWorker implements GuestWorker {
  private final JsEngine engine;
  private final WorkerCode code;
  private final BuiltinModules builtins;
  private final WorkerModules modules;
  // Not changed after construction.
  private final Map<String, WorkerCode.Module> named = new HashMap<>();

  JsWorker(JsEngine engine, WorkerCode code, BuiltinModules builtins) {
    this.engine = engine;
    this.code = code;
    this.builtins = builtins;
    this.modules = WorkerModules.of(code, builtins);
    for (WorkerCode.Module module : code.modules()) {
      named.putIfAbsent(module.name(), module);
    }
  }

  JsEngine engine() {
    return engine;
  }

  WorkerCode code() {
    return code;
  }

  @Override
  public CompatFlags flags() {
    return code.flags();
  }

  BuiltinModules builtins() {
    return builtins;
  }

  WorkerModules modules() {
    return modules;
  }

  /** The module called {@code key}, by URL where the worker has its modules so; or null. */
  WorkerCode.@Nullable Module module(String key) {
    return modules.urls().isPresent() ? modules.urls().get().module(key) : named.get(key);
  }

  /** The names of the modules that scripts may read as files, each with its size after it. */
  ProxyArray fileNames() {
    return ProxyArray.fromList(
        code.modules().stream()
            .filter(module -> module.type() != WorkerCode.Module.Type.JAVA)
            .filter(module -> module.name().indexOf(':') < 0)
            .<Object>mapMulti((module, out) -> {
              out.accept(module.name());
              out.accept(module.bytes().length);
            })
            .toList());
  }

  /** The bytes of the module that {@link #fileNames} calls {@code name}. */
  byte[] file(String name) {
    WorkerCode.Module module = named.get(name);
    return module == null ? new byte[0] : module.bytes();
  }

  /** What an import of a module gives that is no ES module. */
  Object value(Realm realm, Requires requires, WorkerCode.Module module, String key) {
    return switch (module.type()) {
      case TEXT -> new String(module.bytes(), StandardCharsets.UTF_8);
      case DATA -> realm.arrayBuffer(module.bytes());
      case JSON -> parse(realm, module);
      case COMMONJS -> requires.exports(module, key);
      case WASM -> compiled(realm, module);
      case ES, JAVA ->
          throw realm.typeError("Module '" + module.name() + "' cannot be imported as a value.");
    };
  }

  private static Value compiled(Realm realm, WorkerCode.Module module) {
    return realm.lib("wasm").getMember("compiled").execute(realm.arrayBuffer(module.bytes()));
  }

  private static Value parse(Realm realm, WorkerCode.Module module) {
    return realm
        .context()
        .eval("js", "JSON.parse")
        .execute(new String(module.bytes(), StandardCharsets.UTF_8));
  }

  @Override
  public Isolate isolate(IsolateHost host) {
    return new JsIsolate(this, host);
  }

  @Override
  public void close() {}
}
