/**
 * Workers: their code, the isolates of their stateless entrypoints, and the classes of their
 * objects. Start at {@link dev.perdure.host.worker.Worker}. Thread-safe unless a class says
 * otherwise.
 */
@NullMarked
package dev.perdure.host.worker;

import org.jspecify.annotations.NullMarked;
