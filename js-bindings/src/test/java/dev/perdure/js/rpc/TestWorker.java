package dev.perdure.js.rpc;

import dev.perdure.js.scope.TestRealm;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.Channel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** A realm on a thread of its own whose target answers calls; the channel to it is the object. */
final class TestWorker implements Channel, AutoCloseable {
  private record Ready(TestRealm realm, RpcSite site, Value target) {}

  private final CompletableFuture<Ready> ready = new CompletableFuture<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Thread thread;

  /** {@code source} is the body of a function that returns the target. */
  TestWorker(String source, RpcSite.Role role, String... flags) {
    this.role = role;
    this.thread =
        Thread.ofPlatform()
            .start(() -> {
              try (TestRealm realm = new TestRealm(flags)) {
                Value target = evaluate(realm, source);
                ready.complete(new Ready(realm, RpcSite.of(realm.realm()), target));
                realm.serve(ended::get);
              } catch (Throwable e) {
                ready.completeExceptionally(e);
              }
            });
  }

  private final RpcSite.Role role;

  static TestWorker instance(String source, String... flags) {
    return new TestWorker(source, RpcSite.Role.INSTANCE, flags);
  }

  /** Names that scripts use without importing them. */
  static void define(TestRealm realm) {
    Context context = realm.realm().context();
    Value rpc = realm.realm().lib("rpc-types");
    for (String name : new String[] {"RpcTarget", "RpcStub", "RpcPromise", "RpcProperty"}) {
      context.getBindings("js").putMember(name, rpc.getMember(name));
    }
  }

  private static Value evaluate(TestRealm realm, String source) {
    define(realm);
    return realm.realm().context().eval("js", "(() => {" + source + "\n})()");
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R> CompletableFuture<R> send(Event<R> event) {
    Event.RpcCall call = (Event.RpcCall) event;
    CompletableFuture<R> answer = new CompletableFuture<>();
    Ready here = ready.join();
    here.realm()
        .post(() ->
            here.site()
                .deliver(here.target(), role, extra(here.target()), call)
                .whenComplete((payload, thrown) -> {
                  if (thrown == null) {
                    answer.complete((R) payload);
                  } else {
                    answer.completeExceptionally(thrown);
                  }
                }));
    return answer;
  }

  private @Nullable Value extra(Value target) {
    return role == RpcSite.Role.HANDLERS
        ? target.getContext().eval("js", "({env: {twelve: 12}, ctx: {}})")
        : null;
  }

  /** Runs a script in the worker. */
  String run(String body) {
    CompletableFuture<String> result = new CompletableFuture<>();
    TestRealm realm = ready.join().realm();
    realm.post(() -> result.complete(realm.run(body)));
    return result.join();
  }

  /** Ends the isolate as a reset does. */
  void abort(String reason) {
    ready.join().site().close(ErrorData.of("Error", reason));
  }

  @Override
  public void close() {
    ready.join().realm().post(() -> ended.set(true));
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
