package dev.perdure.host.java;

import dev.perdure.workers.RpcTarget;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.event.Event;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something of this isolate that others may call. */
sealed interface Callee {
  /** Calls or reads what the path leads to. */
  @Nullable Object take(Event.RpcCall call, List<? extends @Nullable Object> arguments)
      throws Throwable;

  /** What is told that nobody calls any more, or null. */
  default @Nullable AutoCloseable closing() {
    return null;
  }

  private static WorkerException missing(String name) {
    return WorkerException.typeError(
        "The RPC receiver does not implement the method \"%s\".".formatted(name));
  }

  /** An object with methods. */
  record Methods(Object target, Set<String> reserved) implements Callee {
    private static final Set<String> OF_TARGETS = Set.of("dup", "constructor");
    private static final Set<String> OF_ENTRYPOINTS =
        Set.of(
            "fetch",
            "connect",
            "alarm",
            "scheduled",
            "webSocketMessage",
            "webSocketClose",
            "webSocketError",
            "dup",
            "constructor");

    static Methods target(RpcTarget target) {
      return new Methods(target, OF_TARGETS);
    }

    static Methods entrypoint(Object target) {
      return new Methods(target, OF_ENTRYPOINTS);
    }

    @Override
    public @Nullable Object take(Event.RpcCall call, List<? extends @Nullable Object> arguments)
        throws Throwable {
      Object object = target;
      List<String> path = call.path();
      for (int i = 0; i < path.size() - 1; i++) {
        Method accessor = method(object, path.get(i), 0);
        Object next = MethodTable.invoke(accessor, object, List.of());
        if (!(next instanceof RpcTarget)) {
          throw missing(path.get(i));
        }
        object = next;
      }
      if (path.isEmpty()) {
        if (call.kind() == Event.RpcCall.Kind.GET) {
          return object;
        }
        throw WorkerException.typeError("\"(this)\" is not a function.");
      }
      Method method = method(object, path.getLast(), arguments.size());
      return call.kind() == Event.RpcCall.Kind.GET
          ? new Function(object, method)
          : MethodTable.invoke(method, object, arguments);
    }

    private Method method(Object object, String name, int arguments) {
      if (reserved.contains(name)) {
        throw WorkerException.typeError(
            "'%s' is a reserved method and cannot be called over RPC.".formatted(name));
      }
      Method found = MethodTable.of(object.getClass()).find(name, arguments);
      if (found == null) {
        throw missing(name);
      }
      return found;
    }

    @Override
    public @Nullable AutoCloseable closing() {
      return target instanceof AutoCloseable closeable ? closeable : null;
    }
  }

  /** A method of an object, or a lambda. */
  record Function(Object target, Method method) implements Callee {
    @Override
    public @Nullable Object take(Event.RpcCall call, List<? extends @Nullable Object> arguments)
        throws Throwable {
      if (!call.path().isEmpty()) {
        throw missing(String.join(".", call.path()));
      }
      return call.kind() == Event.RpcCall.Kind.GET
          ? this
          : MethodTable.invoke(method, target, arguments);
    }
  }
}
