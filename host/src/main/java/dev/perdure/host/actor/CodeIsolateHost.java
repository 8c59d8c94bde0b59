package dev.perdure.host.actor;

import dev.perdure.host.turn.Turns;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.ActorSite;
import dev.perdure.workers.spi.Binding;
import dev.perdure.workers.spi.CacheStore;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.Console;
import dev.perdure.workers.spi.Evictions;
import dev.perdure.workers.spi.IsolateHost;
import dev.perdure.workers.spi.OutputGate;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the host gives one isolate.
 *
 * @param actor null in the isolate of an entrypoint
 * @param memoryLack hears that the guest needs more memory than there is
 */
public record CodeIsolateHost(
    ActorCode code,
    Turns loop,
    OutputGate output,
    InstantSource clock,
    Console console,
    @Nullable ActorSite actor,
    Runnable memoryLack)
    implements IsolateHost {
  @Override
  public Channel outbound() {
    return code.outbound();
  }

  @Override
  public CacheStore caches() {
    return code.caches();
  }

  @Override
  public Map<String, Binding> bindings() {
    return code.bindings();
  }

  @Override
  public Map<String, Binding> loopback() {
    return code.loopback();
  }

  @Override
  public @Nullable Evictions evictions() {
    return code.evictions();
  }

  @Override
  public void outOfMemory() {
    memoryLack.run();
  }

  @Override
  public void strayed() {
    loop.abandon();
  }

  @Override
  public void uncaught(String where, ErrorData error) {
    console.write(Console.Level.ERROR, "Uncaught (in " + where + ") " + Actor.text(error));
  }
}
