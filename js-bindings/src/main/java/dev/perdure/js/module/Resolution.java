package dev.perdure.js.module;

import dev.perdure.workers.spi.WorkerCode;

/** What a specifier names in the registry of modules by URL. */
public sealed interface Resolution {
  /** A module of the worker: one instance of it for each {@code href}. */
  record Own(String href, WorkerCode.Module module) implements Resolution {}

  /** A module of the runtime, by its canonical name, which is its URL. */
  record Builtin(String href) implements Resolution {}

  /** A URL that has no module. */
  record Missing(String href) implements Resolution {}

  /** A text that is no URL, with or without its base. */
  record Invalid(String specifier) implements Resolution {}
}
