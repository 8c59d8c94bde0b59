package dev.perdure.host.java;

import dev.perdure.workers.Stub;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.Payload;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.value.Shapes;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What all stubs do. */
abstract class AbstractStub implements Stub {
  private final JavaRealm realm;

  AbstractStub(JavaRealm realm) {
    this.realm = realm;
  }

  JavaRealm realm() {
    return realm;
  }

  /** Sends a call; the future completes on any thread. */
  abstract CompletableFuture<Payload> send(Event.RpcCall call);

  private static List<String> path(String method) {
    return method.isEmpty() ? List.of() : List.of(method.split("\\.", -1));
  }

  private CompletableFuture<Payload> sent(
      String method, Event.RpcCall.Kind kind, @Nullable Object... arguments) {
    Payload payload =
        arguments.length == 0 ? Payload.NO_ARGUMENTS : realm.rpc().pack(arguments.clone());
    Event.RpcCall call = new Event.RpcCall(path(method), kind, payload);
    return realm
        .fibers()
        .call(() -> realm.host().output().ask(() -> JavaRealm.guarded(() -> send(call))));
  }

  /** Calls and waits. */
  @Nullable Object await(String method, Type type, @Nullable Object... arguments) {
    CompletableFuture<Payload> answer = sent(method, Event.RpcCall.Kind.CALL, arguments);
    return realm.rpc().result(realm.fibers().await(answer, EventLoop.Kind.ANSWER), type);
  }

  /** Calls, to wait later. */
  Pledge begin(String method, Type type, @Nullable Object... arguments) {
    CompletableFuture<Payload> answer = sent(method, Event.RpcCall.Kind.CALL, arguments);
    CompletableFuture<Payload> arrived = new CompletableFuture<>();
    realm
        .fibers()
        .act(() -> {
          EventLoop.Pending pending = realm.host().loop().begin(EventLoop.Kind.ANSWER);
          answer.whenComplete((payload, thrown) ->
              pending.resume(() -> {
                if (thrown == null) {
                  arrived.complete(payload);
                } else {
                  arrived.completeExceptionally(thrown);
                }
              }));
        });
    return new Pledge(realm, arrived, type);
  }

  @Override
  public @Nullable Object call(String method, @Nullable Object... arguments) {
    return await(method, Object.class, arguments);
  }

  @Override
  @SuppressWarnings({
    "unchecked",
    "NullAway"
  }) // the wrapper class of the type; null where it is null
  public <T> T call(Class<T> type, String method, @Nullable Object... arguments) {
    return (T) await(method, type, arguments);
  }

  @Override
  public <T> T get(Class<T> type, String property) {
    CompletableFuture<Payload> answer = sent(property, Event.RpcCall.Kind.GET);
    Object value =
        realm
            .rpc()
            .result(realm.fibers().await(answer, EventLoop.Kind.ANSWER), (Type) Object.class);
    return Shapes.to(value, type);
  }

  @Override
  public <T> T as(Class<T> type) {
    return type.isInstance(this) ? type.cast(this) : StubProxy.of(this, type);
  }
}
