package dev.perdure.js.module;

import dev.perdure.workers.spi.WorkerCode;
import java.nio.charset.StandardCharsets;

/** Turns modules that are no JavaScript into the text of an ES module. */
final class ModuleText {
  private ModuleText() {}

  static byte[] of(WorkerCode.Module module) {
    return switch (module.type()) {
      case ES -> module.bytes();
      case COMMONJS, TEXT, DATA, WASM, JSON ->
          ("export default globalThis[Symbol.for('"
                  + BuiltinModules.ACCESS
                  + "')]("
                  + quote("module:" + module.name())
                  + ");\n")
              .getBytes(StandardCharsets.UTF_8);
      case JAVA ->
          throw new IllegalArgumentException(
              "Module '" + module.name() + "' is Java; JavaScript cannot import it.");
    };
  }

  private static String quote(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
