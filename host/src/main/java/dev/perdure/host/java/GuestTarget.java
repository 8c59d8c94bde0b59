package dev.perdure.host.java;

import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.message.Payload;
import dev.perdure.workers.spi.LocalTarget;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An object or lambda of a worker in Java that others hold stubs of; closed with its last handle.
 */
final class GuestTarget extends LocalTarget {
  private final JavaRealm realm;
  private final Callee callee;
  private final EventContext context;
  private final Runnable forget;
  private final Set<CompletableFuture<Payload>> owed = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  GuestTarget(JavaRealm realm, Callee callee) {
    super(realm.host().loop());
    this.realm = realm;
    this.callee = callee;
    this.context = realm.fibers().self().context();
    this.forget = realm.whenEnded(this::end);
  }

  private void end(ErrorData reason) {
    ended = true;
    inbox.end();
    owed.forEach(answer -> answer.completeExceptionally(new GuestException(reason)));
  }

  @Override
  protected CompletableFuture<Payload> enqueue(Event.RpcCall call) {
    CompletableFuture<Payload> answer = new CompletableFuture<>();
    owed.add(answer);
    answer.whenComplete((value, thrown) -> owed.remove(answer));
    if (ended) {
      call.arguments().discard();
      answer.completeExceptionally(new GuestException(NOT_RUNNING));
      return answer;
    }
    inbox.add(() ->
        realm
            .rpc()
            .receive(context, callee, call)
            .whenComplete((payload, thrown) ->
                realm.host().output().send(() -> settle(answer, payload, thrown))));
    return answer;
  }

  private static void settle(
      CompletableFuture<Payload> answer, @Nullable Payload payload, @Nullable Throwable thrown) {
    if (payload == null) {
      answer.completeExceptionally(
          thrown == null ? new IllegalStateException("There is no answer.") : thrown);
    } else if (!answer.complete(payload)) {
      payload.discard();
    }
  }

  @Override
  protected void lastHandleGone() {
    forget.run();
    AutoCloseable closing = callee.closing();
    if (closing == null) {
      inbox.close();
      return;
    }
    inbox.add(() -> {
      inbox.close();
      dispose(closing);
    });
  }

  private void dispose(AutoCloseable closing) {
    realm
        .fibers()
        .start(
            context,
            () -> {
              closing.close();
              return true;
            })
        .whenComplete((closed, thrown) -> {
          if (thrown != null) {
            realm.host().uncaught("dispose", Errors.toData(thrown));
          }
        });
  }
}
