package dev.perdure.workers.spi;

import dev.perdure.workers.compat.CompatFlags;
import java.util.List;
import java.util.Objects;

/**
 * The modules of one worker.
 *
 * @param worker the name of the worker
 * @param main the name of the module that exports the handlers and classes
 * @param modules all modules, names as imports resolve to them
 * @param fenced whether classes in Java may use only what reaches nothing but the bindings
 */
public record WorkerCode(
    String worker, String main, List<Module> modules, CompatFlags flags, boolean fenced) {
  public WorkerCode {
    Objects.requireNonNull(worker);
    Objects.requireNonNull(main);
    modules = List.copyOf(modules);
    Objects.requireNonNull(flags);
  }

  /** Code without a fence. */
  public WorkerCode(String worker, String main, List<Module> modules, CompatFlags flags) {
    this(worker, main, modules, flags, false);
  }

  /**
   * One module. The bytes are not to be changed by anybody.
   *
   * @param namedExports the properties of a CommonJS module's exports that imports can name
   */
  public record Module(String name, Type type, byte[] bytes, List<String> namedExports) {
    public Module {
      namedExports = List.copyOf(namedExports);
    }

    /** A module without named exports. */
    public Module(String name, Type type, byte[] bytes) {
      this(name, type, bytes, List.of());
    }

    /** What an import of the module gives. */
    public enum Type {
      /** An ES module. */
      ES,
      /** A CommonJS module. */
      COMMONJS,
      /** A string. */
      TEXT,
      /** An ArrayBuffer. */
      DATA,
      /** A compiled WebAssembly module. */
      WASM,
      /** A parsed JSON value. */
      JSON,
      /** Java source or class files. */
      JAVA
    }
  }
}
