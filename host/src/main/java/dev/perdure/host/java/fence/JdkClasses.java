package dev.perdure.host.java.fence;

import dev.perdure.workers.Worker;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The classes that every worker finds before its own. Thread-safe. */
final class JdkClasses {
  private static final String API = Worker.class.getPackageName() + ".";
  private static final ConcurrentMap<String, Class<?>> FOUND = new ConcurrentHashMap<>();

  private JdkClasses() {}

  /** The class of a name, or null. */
  static @Nullable Class<?> find(String name) {
    Class<?> known = FOUND.get(name);
    if (known != null) {
      return known;
    }
    Class<?> found = load(name);
    if (found != null) {
      // What is not there is not kept: it differs from worker to worker.
      FOUND.put(name, found);
    }
    return found;
  }

  private static @Nullable Class<?> load(String name) {
    ClassLoader loader =
        name.startsWith(API) ? Worker.class.getClassLoader() : ClassLoader.getPlatformClassLoader();
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
