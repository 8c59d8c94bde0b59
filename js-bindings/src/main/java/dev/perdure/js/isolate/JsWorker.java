package dev.perdure.js.isolate;

import dev.perdure.js.module.BuiltinModules;
import dev.perdure.js.module.ModuleFiles;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.compat.CompatFlags;
import dev.perdure.workers.spi.GuestWorker;
import dev.perdure.workers.spi.Isolate;
import dev.perdure.workers.spi.IsolateHost;
import dev.perdure.workers.spi.WorkerCode;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Value;

/** The code of one worker in JavaScript. Thread-safe. */
final class JsWorker implements GuestWorker {
  private final JsEngine engine;
  private final WorkerCode code;
  private final BuiltinModules builtins;
  private final ModuleFiles files;

  JsWorker(JsEngine engine, WorkerCode code, BuiltinModules builtins) {
    this.engine = engine;
    this.code = code;
    this.builtins = builtins;
    this.files = new ModuleFiles(code, builtins);
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

  ModuleFiles files() {
    return files;
  }

  /** What an import of the module called {@code name} gives, for modules that are no ES modules. */
  Object value(Realm realm, String name) {
    for (WorkerCode.Module module : code.modules()) {
      if (module.name().equals(name)) {
        return switch (module.type()) {
          case TEXT -> new String(module.bytes(), StandardCharsets.UTF_8);
          case DATA -> realm.arrayBuffer(module.bytes());
          case JSON -> parse(realm, module);
          case COMMONJS -> CommonJs.exports(realm, this, module);
          case WASM -> compiled(realm, module);
          case ES, JAVA ->
              throw realm.typeError("Module '" + name + "' cannot be imported as a value.");
        };
      }
    }
    throw realm.typeError("No such module \"" + name + "\".");
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
