package dev.perdure.host.java;

import dev.perdure.workers.Fetcher;
import dev.perdure.workers.Request;
import dev.perdure.workers.Response;
import dev.perdure.workers.RpcTarget;
import dev.perdure.workers.Stub;
import dev.perdure.workers.Task;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A stub behind a Java interface. */
record StubProxy(AbstractStub stub, Class<?> type) implements InvocationHandler, Stub.Holder {
  /** Refuses what is no interface. */
  static void check(Class<?> type) {
    if (!type.isInterface()) {
      throw new IllegalArgumentException(
          ("'%s' is no interface, so no stub can be made of it. Put the methods that others call"
                  + " into an interface that it implements, and ask for that.")
              .formatted(type.getSimpleName()));
    }
  }

  static <T> T of(AbstractStub stub, Class<T> type) {
    check(type);
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new StubProxy(stub, type)));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // proxies are equal to themselves only
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    @Nullable Object[] given = arguments == null ? new Object[0] : arguments;
    if (method.getDeclaringClass() == Object.class) {
      return switch (method.getName()) {
        case "equals" -> proxy == given[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "Stub of " + type.getSimpleName();
      };
    }
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, given);
    }
    if (method.getName().equals("close") && given.length == 0) {
      stub.close();
      return null;
    }
    if (method.getReturnType() == Response.class
        && given.length == 1
        && given[0] instanceof Request request
        && stub instanceof Fetcher fetcher) {
      return fetcher.fetch(request);
    }
    String name = callsFunction() ? "" : method.getName();
    Type result = method.getGenericReturnType();
    Class<?> raw = method.getReturnType();
    if (raw == Task.class || CompletionStage.class.isAssignableFrom(raw)) {
      Type inner =
          result instanceof ParameterizedType parameterized
              ? parameterized.getActualTypeArguments()[0]
              : Object.class;
      Pledge pledge = stub.begin(name, inner, given);
      return raw == Task.class ? pledge : pledge.stage();
    }
    return stub.await(name, result, given);
  }

  /** Whether the interface stands for a function of the other side. */
  private boolean callsFunction() {
    return !(stub instanceof Fetcher)
        && !RpcTarget.class.isAssignableFrom(type)
        && Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .filter(method -> !method.getName().equals("equals"))
                .count()
            == 1;
  }
}
