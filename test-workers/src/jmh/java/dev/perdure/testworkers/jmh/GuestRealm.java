package dev.perdure.testworkers.jmh;

import dev.perdure.js.isolate.JsEngine;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.cache.MemoryCacheStore;
import dev.perdure.workers.compat.CompatFlags;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.ActorSite;
import dev.perdure.workers.spi.Binding;
import dev.perdure.workers.spi.CacheStore;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.Console;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.spi.IsolateHost;
import dev.perdure.workers.spi.OutputGate;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** A global scope of JavaScript without a host. Confined to the thread that made it. */
final class GuestRealm implements IsolateHost, AutoCloseable {
  private final Context context;
  private final Realm realm;

  GuestRealm() {
    context = new JsEngine().newContext();
    context.enter();
    realm = new Realm(context, this, CompatFlags.of(LocalDate.of(2026, 1, 1), List.of()));
  }

  Realm realm() {
    return realm;
  }

  Context context() {
    return context;
  }

  Value eval(String source) {
    return context.eval("js", source);
  }

  @Override
  public EventLoop loop() {
    throw new UnsupportedOperationException("Nothing here waits.");
  }

  @Override
  public OutputGate output() {
    return Runnable::run;
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  public Console console() {
    return (_, text) -> System.err.println(text);
  }

  @Override
  public CacheStore caches() {
    return new MemoryCacheStore(1 << 20, clock());
  }

  @Override
  public Channel outbound() {
    throw new UnsupportedOperationException("There is no network here.");
  }

  @Override
  public Map<String, Binding> bindings() {
    return Map.of();
  }

  @Override
  public Map<String, Binding> loopback() {
    return Map.of();
  }

  @Override
  public @Nullable ActorSite actor() {
    return null;
  }

  @Override
  public void uncaught(String where, ErrorData error) {
    throw new IllegalStateException(where + ": " + error.message());
  }

  @Override
  public void close() {
    context.leave();
    context.close(true);
  }
}
