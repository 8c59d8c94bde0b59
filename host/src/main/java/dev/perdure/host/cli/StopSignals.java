package dev.perdure.host.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;

/**
 * Hears SIGTERM and SIGINT. A shutdown hook would not do: after it the JVM ends with 143 or 130,
 * however well the host stopped. {@code sun.misc.Signal} is reached by reflection because javac
 * warns of every direct use of it.
 */
final class StopSignals {
  private StopSignals() {}

  /** Completes {@code stop} at the first signal; a second one ends the process at once. */
  static void listen(CompletableFuture<Void> stop) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object heard =
          Proxy.newProxyInstance(
              StopSignals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle") && !stop.complete(null)) {
                  Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
                }
                return null;
              });
      for (String name : new String[] {"TERM", "INT"}) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), heard);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This JVM lets nobody hear signals.", e);
    }
  }
}
