package dev.perdure.host.session;

import dev.perdure.host.actor.Consoles;
import dev.perdure.host.log.WorkerLog;
import dev.perdure.host.sourcemap.StackMapper;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.spi.Console;

/** The consoles of one worker; stack traces in errors are in terms of its sources. */
public record MappedConsoles(WorkerLog log, String worker, StackMapper mapper) implements Consoles {
  @Override
  public Console entry() {
    return mapped(log.of(worker));
  }

  @Override
  public Console object(String className, ActorId id) {
    String name = id.name();
    return mapped(log.of(worker, className, name == null ? id.hex() : name));
  }

  private Console mapped(Console console) {
    return (level, text) ->
        console.write(level, level == Console.Level.ERROR ? mapper.map(text) : text);
  }
}
