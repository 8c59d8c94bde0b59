package dev.perdure.js.isolate;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.spi.WorkerCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** Runs CommonJS modules. Confined to the isolate's thread. */
final class CommonJs {
  private CommonJs() {}

  /** The exports of {@code module}, which runs at each first import within an isolate. */
  static Object exports(Realm realm, JsWorker worker, WorkerCode.Module module) {
    String text =
        "(function (module, exports, require) {"
            + new String(module.bytes(), StandardCharsets.UTF_8)
            + "\n})";
    Value function =
        realm.context().eval(Source.newBuilder("js", text, module.name()).buildLiteral());
    Value box = realm.context().eval("js", "({ exports: {} })");
    Path folder = Path.of("/").resolve(module.name()).getParent();
    ProxyExecutable require =
        arguments -> {
          String specifier = arguments[0].asString();
          String part = worker.builtins().part(specifier);
          if (part != null) {
            Value exports = realm.lib(part);
            return exports.hasMember("default") ? exports.getMember("default") : exports;
          }
          Path path =
              specifier.startsWith(".") && folder != null
                  ? folder.resolve(specifier).normalize()
                  : Path.of("/").resolve(specifier);
          return worker.value(realm, path.toString().substring(1));
        };
    function.executeVoid(box, box.getMember("exports"), require);
    return box.getMember("exports");
  }
}
