package dev.perdure.host.java;

import dev.perdure.workers.Task;
import dev.perdure.workers.message.Payload;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A call that is under way; its result is rebuilt when it is first asked for.
 *
 * @param arrived completes in a turn of the isolate
 */
record Pledge(JavaRealm realm, CompletableFuture<Payload> arrived, Type type)
    implements Task<@Nullable Object> {
  @Override
  public @Nullable Object join() {
    return realm.rpc().result(realm.fibers().join(arrived), type);
  }

  @Override
  public boolean isDone() {
    return arrived.isDone();
  }

  /** The same as a future of the JDK; what depends on it runs in a task, as other guest code. */
  CompletableFuture<@Nullable Object> stage() {
    CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
    realm.start(() -> {
      try {
        result.complete(join());
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
      return null;
    });
    return result;
  }
}
