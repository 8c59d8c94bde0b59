package dev.perdure.host.java;

import dev.perdure.workers.AlarmInfo;
import dev.perdure.workers.DurableObject;
import dev.perdure.workers.DurableObjectState;
import dev.perdure.workers.Env;
import dev.perdure.workers.Response;
import dev.perdure.workers.ScheduledEvent;
import dev.perdure.workers.Worker;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.event.Verdict;
import dev.perdure.workers.message.Connection;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.spi.ActorSite;
import dev.perdure.workers.spi.ActorSocket;
import dev.perdure.workers.spi.Entrypoint;
import dev.perdure.workers.spi.Export;
import dev.perdure.workers.spi.Isolate;
import dev.perdure.workers.spi.IsolateHost;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An isolate of Java: the instances of a worker's classes, or one Durable Object. */
final class JavaIsolate implements Isolate {
  private static final String NO_RESPONSE =
      "Incorrect type for Promise: the Promise did not resolve to 'Response'.";

  private final JavaWorker worker;
  private final JavaRealm realm;
  private final @Nullable ActorSite actor;
  private final Map<String, Worker> entrypoints = new HashMap<>();
  private @Nullable DurableObject instance;
  private volatile @Nullable ErrorData terminated;

  JavaIsolate(JavaWorker worker, IsolateHost host) {
    this.worker = worker;
    this.actor = host.actor();
    this.realm = new JavaRealm(host, worker.flags(), worker.loader());
  }

  @Override
  public void enter() {}

  @Override
  public void leave() {}

  @Override
  public CompletableFuture<Void> start() {
    return run(
        "start",
        null,
        () -> {
          if (actor != null) {
            instance = construct(actor.className());
          }
          return null;
        });
  }

  private DurableObject construct(String className) throws Exception {
    String name = worker.classes().object(className);
    if (name == null) {
      throw WorkerException.typeError(
          "The worker does not export a class called '%s'.".formatted(className));
    }
    StateView state = realm.state();
    state.hasAlarm(worker.classes().handles(className, "alarm"));
    Class<?> type = worker.loader().loadClass(name);
    Constructor<?> constructor;
    try {
      constructor = type.getDeclaredConstructor(DurableObjectState.class, Env.class);
    } catch (NoSuchMethodException e) {
      throw new WorkerException(
          "TypeError",
          "Class '%s' needs a constructor '%s(DurableObjectState ctx, Env env)' that calls super(ctx, env)."
              .formatted(className, className),
          e);
    }
    return (DurableObject) create(constructor, state, realm.env());
  }

  private static Object create(Constructor<?> constructor, Object... arguments) throws Exception {
    constructor.setAccessible(true);
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case Exception exception -> throw exception;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }

  @Override
  public List<Export> exports() {
    return worker.classes().exports();
  }

  @Override
  @SuppressWarnings("unchecked") // each event's answer is of the type that the event says
  public <R> CompletableFuture<R> deliver(Entrypoint entrypoint, Event<R> event) {
    byte[] props = entrypoint.props();
    return (CompletableFuture<R>)
        switch (event) {
          case Event.Fetch fetch -> run("fetch", props, () -> fetch(entrypoint, fetch));
          case Event.RpcCall call -> rpc(entrypoint, call);
          case Event.Alarm alarm ->
              handle(
                  "alarm",
                  object -> object.alarm(new AlarmInfo(alarm.scheduledTime(), alarm.retryCount())));
          case Event.SocketText text ->
              handle(
                  "webSocketMessage",
                  object ->
                      object.webSocketMessage(realm.sockets().of(text.socket()), text.message()));
          case Event.SocketBinary binary ->
              handle(
                  "webSocketMessage",
                  object ->
                      object.webSocketMessage(
                          realm.sockets().of(binary.socket()), binary.message()));
          case Event.SocketClose close -> handle("webSocketClose", object -> closed(object, close));
          case Event.SocketError error -> handle("webSocketError", object -> failed(object, error));
          case Event.Scheduled scheduled ->
              run(
                  "scheduled",
                  props,
                  () -> {
                    worker(entrypoint)
                        .scheduled(
                            new ScheduledEvent(scheduled.cron(), scheduled.scheduledTime()),
                            realm.env(),
                            realm.fibers().self().context());
                    return false;
                  });
          case Event.Queue queue -> run("queue", props, () -> queue(entrypoint, queue));
          case Event.Connect connect -> connect(entrypoint, connect);
          case Event.Test test ->
              run(
                  "test",
                  props,
                  () -> {
                    worker(entrypoint).test(realm.env(), realm.fibers().self().context());
                    return null;
                  });
        };
  }

  /** The connection is there before the handler ends, which uses it. */
  private CompletableFuture<Connection> connect(Entrypoint entrypoint, Event.Connect connect) {
    CompletableFuture<Connection> answer = new CompletableFuture<>();
    run(
            "connect",
            entrypoint.props(),
            () -> {
              Worker target = actor == null ? worker(entrypoint) : null;
              try (TcpView socket = TcpView.received(realm, connect)) {
                Connection other = socket.answer();
                realm.fibers().act(() -> realm.host().output().send(() -> answer.complete(other)));
                if (target == null) {
                  object().connect(socket);
                } else {
                  target.connect(socket, realm.env(), realm.fibers().self().context());
                }
              }
              return true;
            })
        .whenComplete((done, thrown) -> {
          if (thrown != null && !answer.completeExceptionally(thrown)) {
            realm.host().uncaught("connect", Errors.toData(GuestException.unwrapped(thrown)));
          }
        });
    return answer;
  }

  /** The verdict of a consumer; where it fails, the event does not. */
  private Verdict queue(Entrypoint entrypoint, Event.Queue queue) {
    BatchView batch = new BatchView(queue);
    try {
      worker(entrypoint).queue(batch, realm.env(), realm.fibers().self().context());
      return batch.verdict(true);
    } catch (Exception e) {
      ErrorData error = Errors.toData(e);
      realm.fibers().act(() -> realm.host().uncaught("queue", error));
      return batch.verdict(false);
    }
  }

  private interface Handler {
    void run(DurableObject object) throws Exception;
  }

  private CompletableFuture<Void> handle(String name, Handler handler) {
    return run(
        name,
        null,
        () -> {
          handler.run(object());
          return null;
        });
  }

  private DurableObject object() {
    return Objects.requireNonNull(instance, "The isolate has not been started.");
  }

  private ResponseMessage fetch(Entrypoint entrypoint, Event.Fetch fetch) throws Exception {
    var request = realm.messages().request(fetch.request());
    Response response =
        actor != null
            ? object().fetch(request)
            : worker(entrypoint).fetch(request, realm.env(), realm.fibers().self().context());
    if (response == null) {
      throw WorkerException.typeError(NO_RESPONSE);
    }
    return realm.messages().message(response);
  }

  private void closed(DurableObject object, Event.SocketClose close) throws Exception {
    ActorSocket socket = close.socket();
    SocketView view = realm.sockets().of(socket);
    if (!close.clean()) {
      view.lost();
    } else if (!view.answered()) {
      // Whoever does not answer a Close loses the connection with this isolate.
      realm.sockets().hold(view.end());
    }
    try {
      object.webSocketClose(view, close.code(), close.reason(), close.clean());
    } finally {
      if (close.clean()) {
        view.replyClose(close.code(), close.reason());
      }
      realm.sockets().forget(socket);
    }
  }

  private void failed(DurableObject object, Event.SocketError error) throws Exception {
    SocketView view = realm.sockets().of(error.socket());
    view.lost();
    try {
      object.webSocketError(view, WorkerException.error(error.message()));
    } finally {
      realm.sockets().forget(error.socket());
    }
  }

  private CompletableFuture<dev.perdure.workers.message.Payload> rpc(
      Entrypoint entrypoint, Event.RpcCall call) {
    ErrorData ended = terminated;
    if (ended != null) {
      call.arguments().discard();
      return CompletableFuture.failedFuture(new GuestException(ended));
    }
    EventContext context = new EventContext(realm, "rpc", entrypoint.props());
    if (actor != null) {
      return realm.rpc().receive(context, Callee.Methods.entrypoint(object()), call);
    }
    // The instance is made on a fiber, since its constructor is the guest's.
    return run("rpc", entrypoint.props(), () -> worker(entrypoint))
        .thenCompose(
            target -> realm.rpc().receive(context, Callee.Methods.entrypoint(target), call));
  }

  /** The instance of an entrypoint. On a fiber. */
  private Worker worker(Entrypoint entrypoint) throws Exception {
    Worker known = entrypoints.get(entrypoint.name());
    if (known != null) {
      return known;
    }
    String name = worker.classes().worker(entrypoint.name());
    if (name == null) {
      if (entrypoint.name().equals("default")) {
        throw WorkerException.error("Worker has no default entrypoint.");
      }
      throw WorkerException.typeError(
          worker.classes().object(entrypoint.name()) != null
              ? ("The entrypoint name %s refers to a Durable Object class, but the incoming request"
                      + " is trying to invoke it as a stateless worker.")
                  .formatted(entrypoint.name())
              : ("The entrypoint name %s was not found in this worker. Ensure the worker exports an"
                      + " entrypoint with that name.")
                  .formatted(entrypoint.name()));
    }
    Constructor<?> constructor;
    try {
      constructor = worker.loader().loadClass(name).getDeclaredConstructor();
    } catch (NoSuchMethodException e) {
      throw new WorkerException(
          "TypeError", "Class '%s' needs a constructor without parameters.".formatted(name), e);
    }
    Worker made = (Worker) create(constructor);
    entrypoints.put(entrypoint.name(), made);
    return made;
  }

  private <R> CompletableFuture<R> run(String name, byte @Nullable [] props, Callable<R> action) {
    ErrorData ended = terminated;
    if (ended != null) {
      return CompletableFuture.failedFuture(new GuestException(ended));
    }
    CompletableFuture<R> answer = new CompletableFuture<>();
    realm
        .fibers()
        .start(new EventContext(realm, name, props), action)
        .whenComplete((value, thrown) -> {
          if (thrown == null) {
            answer.complete(value);
          } else {
            ErrorData reason = terminated;
            answer.completeExceptionally(
                new GuestException(reason == null ? Errors.toData(thrown) : reason));
          }
        });
    return answer;
  }

  @Override
  public void terminate(ErrorData reason) {
    terminated = reason;
    realm.end(reason);
  }

  @Override
  public void close() {
    realm.end(ErrorData.of("Error", "The isolate has ended."));
  }
}
