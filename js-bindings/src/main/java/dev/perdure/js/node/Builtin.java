package dev.perdure.js.node;

import java.util.List;

/**
 * A {@code node:} module that can be imported.
 *
 * @param part the part of the global scope that holds it; its exports are the module's default
 *     export
 * @param exports the properties of the default export that are named exports beside {@code default}
 */
public record Builtin(String part, List<String> exports) {
  /** Copies the list. */
  public Builtin {
    exports = List.copyOf(exports);
  }
}
