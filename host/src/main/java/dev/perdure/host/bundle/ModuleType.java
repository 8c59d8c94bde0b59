package dev.perdure.host.bundle;

/** What a module is to the code that imports it. */
public enum ModuleType {
  /** An ES module. */
  ES,
  /** A CommonJS module, imported by its {@code module.exports}. */
  COMMONJS,
  /** A string. */
  TEXT,
  /** An array buffer. */
  DATA,
  /** A compiled {@code WebAssembly.Module}. */
  WASM,
  /** A parsed JSON value. */
  JSON,
  /** A class file or resource of Java. */
  JAVA
}
