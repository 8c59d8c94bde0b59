/**
 * Where the modules of a worker come from: its own, and those that the runtime brings. Start at
 * {@link dev.perdure.js.module.WorkerModules}. Thread-safe: one instance serves all isolates of a
 * worker.
 */
@NullMarked
package dev.perdure.js.module;

import org.jspecify.annotations.NullMarked;
