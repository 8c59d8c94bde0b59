package dev.perdure.js.module;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The modules that the runtime brings, as module text: each takes its exports from the global
 * scope's parts. Thread-safe.
 */
public final class BuiltinModules {
  /** The registered symbol of the function that gives a builtin module its exports. */
  public static final String ACCESS = "perdure.builtin";

  /**
   * One module.
   *
   * @param part the part of the global scope whose exports it has
   * @param names the names of the exports, {@code default} included where there is one
   */
  public record Builtin(String part, List<String> names) {
    public Builtin {
      names = List.copyOf(names);
    }
  }

  private final Function<String, @Nullable Builtin> lookup;

  /** Finds modules by {@code lookup}, which gives null for a name that there is not. */
  public BuiltinModules(Function<String, @Nullable Builtin> lookup) {
    this.lookup = lookup;
  }

  /** The text of the module called {@code specifier}, or null. */
  @Nullable String find(String specifier) {
    Builtin builtin = lookup.apply(specifier);
    if (builtin == null) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    text.append("const exports = globalThis[Symbol.for('").append(ACCESS).append("')]('");
    text.append(specifier).append("');\n");
    for (String name : builtin.names()) {
      if (name.equals("default")) {
        // The exports of a node: module are its default export.
        boolean whole = builtin.part().startsWith("node/");
        text.append(whole ? "export default exports;\n" : "export default exports.default;\n");
      } else {
        text.append("const $").append(name).append(" = exports.").append(name).append(";\n");
        text.append("export { $").append(name).append(" as ").append(name).append(" };\n");
      }
    }
    return text.toString();
  }

  /** The part behind the module called {@code specifier}; null where there is no such module. */
  public @Nullable String part(String specifier) {
    Builtin builtin = lookup.apply(specifier);
    return builtin == null ? null : builtin.part();
  }
}
