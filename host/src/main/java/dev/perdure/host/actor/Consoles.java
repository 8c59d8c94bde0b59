package dev.perdure.host.actor;

import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.spi.Console;

/** Where the isolates of one worker log. Thread-safe. */
public interface Consoles {
  /** The console of the worker outside of any object. */
  Console entry();

  /** The console of an object. */
  Console object(String className, ActorId id);
}
