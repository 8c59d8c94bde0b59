package dev.perdure.js.rpc;

import dev.perdure.js.clone.Cloner;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.Capability;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.message.Payload;
import dev.perdure.workers.message.RemoteTarget;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.spi.LocalTarget;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * One isolate's side of all its calls: what it sends, what it receives, and what it holds. Confined
 * to the isolate's thread, except for {@link #close}.
 */
public final class RpcSite {
  /** What an event's target is. */
  public enum Role {
    /** An instance of a class that extends WorkerEntrypoint or DurableObject. */
    INSTANCE("class"),
    /** An exported object with handlers. */
    HANDLERS("handlers"),
    /** An object whose class extends nothing. */
    LEGACY("legacy");

    private final String kind;

    Role(String kind) {
      this.kind = kind;
    }
  }

  private final Realm realm;
  private final Cloner cloner;
  private final Set<Consumer<ErrorData>> running = ConcurrentHashMap.newKeySet();
  private final Set<Runnable> held = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ErrorData closed;
  private volatile long closedAt;
  private @Nullable Functions functions;

  private record Functions(
      Value pack,
      Value unpack,
      Value answer,
      Value failure,
      Value refuse,
      Value dispatch,
      Value dispatchWith,
      Value release) {
    static Functions of(Value lib) {
      return new Functions(
          lib.getMember("pack"),
          lib.getMember("unpack"),
          lib.getMember("answer"),
          lib.getMember("failure"),
          lib.getMember("refuse"),
          lib.getMember("dispatch"),
          lib.getMember("dispatchWith"),
          lib.getMember("release"));
    }
  }

  RpcSite(Realm realm) {
    this.realm = realm;
    this.cloner = new Cloner(realm);
    realm.whenEnded(this::close);
  }

  /** The site of {@code realm}. */
  public static RpcSite of(Realm realm) {
    return realm.lib("rpc").getMember("site").asHostObject();
  }

  /**
   * Hands a call to {@code target}. The future completes in a turn of the isolate, before the
   * output gate; with a {@link GuestException} for what the guest threw.
   *
   * @param extra for {@link Role#HANDLERS} an object with {@code env} and {@code ctx}, else null
   */
  public CompletableFuture<Payload> deliver(
      Value target, Role role, @Nullable Value extra, Event.RpcCall call) {
    CompletableFuture<Payload> answer = new CompletableFuture<>();
    if (begin(answer)) {
      receive(target, role.kind, extra, call, new Reply(this, answer, Runnable::run));
    } else {
      call.arguments().discard();
    }
    return answer;
  }

  /** A copy of a value that may have stubs in it, as arguments have. */
  public Payload pack(Value value) {
    return functions().pack().execute(value).asHostObject();
  }

  /** A new value from what another isolate packed. */
  public Value unpack(Payload payload) {
    return cloner.read(functions().unpack(), payload.bytes(), (Object) capabilities(payload));
  }

  /** A stub for a service. */
  public Value serviceStub(Channel channel) {
    return realm.lib("namespace").getMember("service").execute(channel);
  }

  /**
   * Ends all calls: those that run fail with {@code reason}, later ones because nobody is there;
   * what this isolate holds of others is given back. May be called on any thread, repeatedly.
   */
  public void close(ErrorData reason) {
    if (closed == null) {
      closedAt = System.nanoTime();
      closed = reason;
    }
    running.forEach(end -> end.accept(reason));
    held.forEach(Runnable::run);
  }

  @Nullable ErrorData endedSince(long nanos) {
    ErrorData reason = closed;
    return reason != null && closedAt - nanos > 0 ? reason : null;
  }

  Cloner cloner() {
    return cloner;
  }

  EventLoop loop() {
    return realm.loop();
  }

  void send(Runnable message) {
    realm.host().output().send(message);
  }

  RpcClient.Stub hold(RemoteTarget target) {
    return new RpcClient.Stub(new StubHolder(target, held));
  }

  /**
   * Notes that {@code answer} is owed; false where nobody is there to give it, and it has failed.
   */
  boolean begin(CompletableFuture<Payload> answer) {
    Consumer<ErrorData> end = reason -> answer.completeExceptionally(new GuestException(reason));
    running.add(end);
    answer.whenComplete((value, thrown) -> running.remove(end));
    if (closed != null) {
      end.accept(LocalTarget.NOT_RUNNING);
      return false;
    }
    return true;
  }

  void receive(Value target, String kind, @Nullable Value extra, Event.RpcCall call, Reply reply) {
    boolean isRead = call.kind() == Event.RpcCall.Kind.GET;
    String[] path = call.path().toArray(String[]::new);
    Payload arguments = call.arguments();
    try {
      if (isRead || arguments.isEmptyArray()) {
        functions().dispatch().execute(target, kind, extra, isRead, reply, path);
      } else {
        cloner.read(
            functions().dispatchWith(),
            arguments.bytes(),
            target,
            kind,
            extra,
            isRead,
            reply,
            path,
            capabilities(arguments));
      }
    } catch (PolyglotException e) {
      reply.fail(realm.toData(e).with(ErrorData.Flag.REMOTE));
    }
  }

  void call(RpcClient client, Event.RpcCall call, Value caller) {
    EventLoop.Pending pending = loop().begin(EventLoop.Kind.ANSWER);
    long since = realm.taskBegan();
    send(() ->
        begin(client, call)
            .whenComplete((payload, thrown) ->
                pending.resume(() -> {
                  if (thrown == null) {
                    answer(caller, payload);
                  } else {
                    failure(caller, cause(thrown, client, since));
                  }
                })));
  }

  /** A call that crossed the end of the other isolate fails with the reason for that. */
  private static Throwable cause(Throwable thrown, RpcClient client, long since) {
    ErrorData reason =
        GuestException.unwrapped(thrown) instanceof GuestException guest
                && guest.error().equals(LocalTarget.NOT_RUNNING)
            ? client.endedSince(since)
            : null;
    return reason == null ? thrown : new GuestException(reason);
  }

  private static CompletableFuture<Payload> begin(RpcClient client, Event.RpcCall call) {
    try {
      return client.send(call);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void answer(Value caller, Payload payload) {
    try {
      RemoteTarget lifetime = payload.lifetime();
      cloner.read(
          functions().answer(),
          payload.bytes(),
          caller,
          lifetime == null ? null : hold(lifetime),
          capabilities(payload));
    } catch (PolyglotException e) {
      if (e.isCancelled()) {
        throw e;
      }
      functions().refuse().executeVoid(caller, realm.toGuest(e));
    }
  }

  private void failure(Value caller, Throwable thrown) {
    Throwable cause = GuestException.unwrapped(thrown);
    if (!(cause instanceof GuestException guest)) {
      functions().refuse().executeVoid(caller, realm.toGuest(cause));
      return;
    }
    ErrorData error = guest.error();
    Object[] properties = ErrorTransport.properties(error);
    if (error.value() == null) {
      functions()
          .failure()
          .executeVoid(caller, error.name(), error.message(), properties, null, null, null);
    } else {
      cloner.read(
          functions().failure(), error.value(), caller, error.name(), error.message(), properties);
    }
  }

  void runDisposer(Value target, Value disposer) {
    try {
      functions().release().executeVoid(target, disposer);
    } catch (PolyglotException e) {
      realm.host().uncaught("dispose", realm.toData(e));
    }
  }

  private static Object[] capabilities(Payload payload) {
    return payload.capabilities().toArray(Capability[]::new);
  }

  private Functions functions() {
    if (functions == null) {
      functions = Functions.of(realm.lib("rpc"));
    }
    return functions;
  }
}
