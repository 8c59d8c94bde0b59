package dev.perdure.host.java;

import dev.perdure.workers.Cache;
import dev.perdure.workers.Env;
import dev.perdure.workers.ExecutionContext;
import dev.perdure.workers.Response;
import dev.perdure.workers.Task;
import dev.perdure.workers.WebSocket;
import dev.perdure.workers.platform.Platform;
import dev.perdure.workers.spi.Console;
import dev.perdure.workers.spi.EventLoop;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The isolate as the classes of {@code dev.perdure.workers} reach it. */
record PlatformView(JavaRealm realm) implements Platform {
  @Override
  public void poll() {
    realm.fibers().poll();
  }

  @Override
  public Env env() {
    return realm.env();
  }

  @Override
  public ExecutionContext context() {
    return realm.fibers().self().context();
  }

  @Override
  public <T extends @Nullable Object> Task<T> start(Callable<T> work) {
    return realm.start(work);
  }

  @Override
  public void sleep(Duration time) {
    realm.fibers().sleep(time);
  }

  @Override
  public <T extends @Nullable Object> T await(CompletionStage<T> stage) {
    return realm.fibers().await(stage.toCompletableFuture(), EventLoop.Kind.ANSWER);
  }

  @Override
  public WebSocket[] socketPair() {
    return realm.sockets().pair();
  }

  @Override
  public InputStream written(Response.Writer writer) {
    return new WrittenStream(writer);
  }

  @Override
  public Cache cache(String name) {
    return CacheView.of(realm, name);
  }

  @Override
  public void log(Level level, String message) {
    realm.host().console().write(Console.Level.valueOf(level.name()), message);
  }
}
