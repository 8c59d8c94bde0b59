package dev.perdure.js.module;

import dev.perdure.workers.spi.WorkerCode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;

/** Turns modules that are no JavaScript into the text of an ES module. */
final class ModuleText {
  private ModuleText() {}

  /**
   * The text for a module.
   *
   * @param key what the isolate gives the value of a module that is no JavaScript for
   */
  static byte[] of(WorkerCode.Module module, String key) {
    return switch (module.type()) {
      case ES -> SourcePhase.without(module.bytes());
      case COMMONJS, TEXT, DATA, WASM, JSON ->
          imported(module, key).getBytes(StandardCharsets.UTF_8);
      case JAVA ->
          throw new IllegalArgumentException(
              "Module '" + module.name() + "' is Java; JavaScript cannot import it.");
    };
  }

  private static String imported(WorkerCode.Module module, String key) {
    StringBuilder text =
        new StringBuilder("const value = globalThis[Symbol.for('")
            .append(BuiltinModules.ACCESS)
            .append("')](")
            .append(quote("module:" + key))
            .append(");\nexport default value;\n");
    int number = 0;
    for (String name : new LinkedHashSet<>(module.namedExports())) {
      if (!name.equals("default")) {
        String local = "$" + number++;
        text.append("const ").append(local).append(" = value[").append(quote(name)).append("];\n");
        text.append("export { ").append(local).append(" as ").append(quote(name)).append(" };\n");
      }
    }
    return text.toString();
  }

  private static String quote(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
