package dev.perdure.js.isolate;

import dev.perdure.js.clone.Cloner;
import dev.perdure.js.module.BuiltinModules;
import dev.perdure.js.module.ModuleUrls;
import dev.perdure.js.rpc.RpcSite;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.ActorSite;
import dev.perdure.workers.spi.Entrypoint;
import dev.perdure.workers.spi.Export;
import dev.perdure.workers.spi.Isolate;
import dev.perdure.workers.spi.IsolateHost;
import dev.perdure.workers.spi.WorkerCode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** An isolate on GraalJS: one context. Confined to the thread that runs its turn. */
final class JsIsolate implements Isolate {
  private static final String MODULE = "module:";
  private static final String REQUIRE = "require";
  private static final String SOURCE = "source";
  private static final String BUILTIN = "builtin";
  private static final String BEGIN = "begin";
  private static final String FILES = "files";
  private static final String FILE = "file";
  private static final String NODE_HINT =
      " Set the compatibility flag nodejs_compat to import modules of Node.js;"
          + " docs/node-modules.md lists those that Perdure has.";

  private final JsWorker worker;
  private final IsolateHost host;
  private final Context context;
  private volatile @Nullable Realm realm;
  private @Nullable Value script;
  private List<Export> exports = List.of();

  // What events of stateless entrypoints wait for. On the isolate's thread.
  private final IdentityHashMap<CompletableFuture<?>, Reply<?>> owed = new IdentityHashMap<>();
  private volatile @Nullable ErrorData terminated;

  JsIsolate(JsWorker worker, IsolateHost host) {
    this.worker = worker;
    this.host = host;
    this.context = worker.engine().newContext(worker.modules());
  }

  @Override
  public void enter() {
    context.enter();
    inside(Thread.currentThread());
  }

  @Override
  public void leave() {
    inside(null);
    context.leave();
  }

  private void inside(@Nullable Thread thread) {
    Realm known = realm;
    if (known != null) {
      known.inside(thread);
    }
  }

  @Override
  public CompletableFuture<Void> start() {
    return begun().exceptionallyCompose(thrown -> CompletableFuture.failedFuture(withHint(thrown)));
  }

  /** Says what a worker can do that imports a module of Node.js which it has not. */
  private static Throwable withHint(Throwable thrown) {
    ErrorData error = GuestException.dataOf(thrown);
    return error.message().startsWith("No such module \"node:")
        ? new GuestException(
            ErrorData.thrown(error.name(), error.message() + NODE_HINT, error.stack()))
        : thrown;
  }

  private CompletableFuture<Void> begun() {
    return guarded(reply -> {
      Realm created = new Realm(context, host, worker.code().flags());
      realm = created;
      installModules(created);
      Value isolate = created.lib("isolate");
      script = isolate;
      ActorSite actor = host.actor();
      created.inside(Thread.currentThread());
      if (actor == null) {
        created.countWaits(created.lib("event-scope").invokeMember("count"));
      }
      isolate.invokeMember("start", main(), actor == null ? null : actor.className(), reply);
    });
  }

  private String main() {
    return worker
        .modules()
        .urls()
        .map(ModuleUrls::main)
        .orElseGet(() -> "/" + worker.code().main());
  }

  private void installModules(Realm created) {
    BuiltinModules builtins = worker.builtins();
    Requires requires = Requires.of(created, worker);
    ProxyExecutable access =
        arguments -> {
          String name = arguments[0].asString();
          if (name.startsWith(MODULE)) {
            String key = name.substring(MODULE.length());
            WorkerCode.Module module = worker.module(key);
            return module == null ? null : worker.value(created, requires, module, key);
          }
          if (name.equals(SOURCE)) {
            return created
                .lib("wasm")
                .getMember("source")
                .execute(arguments[1], requires.nameOf(arguments[2].asString()));
          }
          if (name.equals(BUILTIN)) {
            return requires.builtin(arguments[1].asString());
          }
          if (name.equals(Requires.REQUIRED)) {
            requires.required(arguments[1]);
            return null;
          }
          if (name.equals(REQUIRE)) {
            return requires.require(arguments[1].asString(), arguments[2].asString());
          }
          if (name.equals(FILES)) {
            return worker.fileNames();
          }
          if (name.equals(FILE)) {
            return created.arrayBuffer(worker.file(arguments[1].asString()));
          }
          if (name.equals(BEGIN)) {
            return created
                .lib("module-urls")
                .invokeMember("begin", arguments[1], arguments[2].asString());
          }
          String part = builtins.part(name);
          return part == null ? null : created.lib(part);
        };
    created.hide(BuiltinModules.ACCESS, access);
    if (requires instanceof UrlRequires byUrl) {
      ProxyExecutable lookup =
          arguments ->
              byUrl.pathOf(
                  arguments[0].isString() ? arguments[0].asString() : null,
                  arguments[1].asString());
      created.lib("module-urls").getMember("install").executeVoid(new UrlImports(byUrl), lookup);
    }
  }

  @Override
  public List<Export> exports() {
    if (exports.isEmpty() && script != null) {
      Value described = script.invokeMember("describeExports");
      List<Export> found = new ArrayList<>();
      for (long i = 0; i < described.getArraySize(); i += 3) {
        String handlers = described.getArrayElement(i + 2).asString();
        found.add(
            new Export(
                described.getArrayElement(i).asString(),
                Export.Kind.valueOf(described.getArrayElement(i + 1).asString()),
                handlers.isEmpty() ? Set.of() : Set.of(handlers.split(","))));
      }
      exports = List.copyOf(found);
    }
    return exports;
  }

  @Override
  public <R> CompletableFuture<R> deliver(Entrypoint entrypoint, Event<R> event) {
    return guarded(reply -> {
      owe(reply);
      Value target = script();
      Object props = props(entrypoint);
      switch (event) {
        case Event.Fetch fetch ->
            target.invokeMember("fetch", entrypoint.name(), props, fetch.request(), reply);
        case Event.Connect connect ->
            target.invokeMember("connect", entrypoint.name(), props, connect, reply);
        case Event.RpcCall call -> deliver(target, entrypoint, props, call, reply);
        case Event.Alarm alarm ->
            target.invokeMember(
                "alarm", (double) alarm.scheduledTime().toEpochMilli(), alarm.retryCount(), reply);
        case Event.SocketText text ->
            target.invokeMember("socketMessage", text.socket(), text.message(), reply);
        case Event.SocketBinary binary ->
            target.invokeMember(
                "socketMessage", binary.socket(), arrayBuffer(binary.message()), reply);
        case Event.SocketClose close ->
            target.invokeMember(
                "socketClose", close.socket(), close.code(), close.reason(), close.clean(), reply);
        case Event.SocketError error ->
            target.invokeMember("socketError", error.socket(), error.message(), reply);
        case Event.Scheduled scheduled ->
            target.invokeMember(
                "scheduled",
                entrypoint.name(),
                props,
                (double) scheduled.scheduledTime().toEpochMilli(),
                scheduled.cron(),
                reply);
        case Event.Queue queue ->
            target.invokeMember("queue", entrypoint.name(), props, queue, reply);
        case Event.Test test -> target.invokeMember("test", entrypoint.name(), props, reply);
      }
    });
  }

  private void owe(Reply<?> reply) {
    if (host.actor() == null) {
      owed.put(reply.answer(), reply);
      reply.answer().whenComplete((value, thrown) -> owed.remove(reply.answer()));
    }
  }

  @SuppressWarnings("unchecked")
  private <R> void deliver(
      Value script,
      Entrypoint entrypoint,
      @Nullable Object props,
      Event.RpcCall call,
      Reply<R> reply) {
    Value found;
    try {
      found = script.invokeMember("rpcTarget", entrypoint.name(), props, reply);
    } catch (PolyglotException e) {
      call.arguments().discard();
      throw e;
    }
    RpcSite.of(Objects.requireNonNull(realm))
        .deliver(
            found.getArrayElement(0),
            RpcSite.Role.valueOf(found.getArrayElement(1).asString()),
            found.getArrayElement(2),
            call)
        .whenComplete((payload, thrown) -> {
          if (thrown == null) {
            reply.answer(payload);
          } else {
            reply.answer().completeExceptionally(thrown);
          }
        });
  }

  private Value script() {
    if (script == null) {
      throw new IllegalStateException("The isolate has not been started.");
    }
    return script;
  }

  private Value arrayBuffer(byte[] bytes) {
    return Objects.requireNonNull(realm).arrayBuffer(bytes);
  }

  private @Nullable Object props(Entrypoint entrypoint) {
    byte[] props = entrypoint.props();
    return props == null || realm == null ? null : new Cloner(realm).deserialize(props);
  }

  private interface Action<R> {
    void run(Reply<R> reply);
  }

  /** Runs guest code; what it throws at once is the answer, unless the isolate was ended. */
  private <R> CompletableFuture<R> guarded(Action<R> action) {
    Reply<R> reply = new Reply<>(() -> realm);
    ErrorData ended = terminated;
    if (ended != null) {
      return CompletableFuture.failedFuture(new GuestException(ended));
    }
    try {
      action.run(reply);
      return reply.answer();
    } catch (PolyglotException e) {
      ErrorData reason = terminated;
      if (reason == null) {
        reason =
            realm == null ? ErrorData.of("Error", String.valueOf(e.getMessage())) : realm.toData(e);
      }
      return CompletableFuture.failedFuture(new GuestException(reason));
    } catch (Error e) {
      ErrorData reason = terminated;
      if (reason == null) {
        throw e;
      }
      // A context that is closed while it is being entered throws an error of the engine's own.
      return CompletableFuture.failedFuture(new GuestException(reason));
    }
  }

  @Override
  public boolean abandon(CompletableFuture<?> answer) {
    Reply<?> reply = owed.get(answer);
    if (reply == null || realm == null || !realm.idle(reply.waits())) {
      return false;
    }
    owed.remove(answer);
    script().invokeMember("abandon", answer);
    return true;
  }

  @Override
  public void terminate(ErrorData reason) {
    terminated = reason;
    Realm ended = realm;
    if (ended != null) {
      ended.end(reason);
    }
    context.close(true);
  }

  @Override
  public void close() {
    if (realm != null) {
      realm.end(ErrorData.of("Error", "The isolate has ended."));
    }
    context.close(true);
  }
}
