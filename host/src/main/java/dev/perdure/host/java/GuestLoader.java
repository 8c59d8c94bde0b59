package dev.perdure.host.java;

import dev.perdure.workers.platform.Exit;
import dev.perdure.workers.spi.WorkerCode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of one worker from memory. Beside them it knows the JDK, the API in {@code
 * dev.perdure.workers} and JSpecify's annotations; nothing of the host can be named. Thread-safe.
 */
final class GuestLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final ClassLoader HOST = GuestLoader.class.getClassLoader();
  private static final String API = "dev.perdure.workers.";

  private final Map<String, byte[]> files = new HashMap<>();

  GuestLoader(WorkerCode code) {
    super("worker " + code.worker(), ClassLoader.getPlatformClassLoader());
    for (WorkerCode.Module module : code.modules()) {
      if (module.type() == WorkerCode.Module.Type.JAVA) {
        files.put(module.name(), module.bytes());
      }
    }
  }

  /** Whether a class of the host's loader may be seen: those of the API, not of what is below. */
  private static boolean isShared(String name) {
    boolean api = name.startsWith(API) && name.indexOf('.', API.length()) < 0;
    return api || name.startsWith("org.jspecify.annotations.") || name.equals(Exit.class.getName());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return isShared(name) ? HOST.loadClass(name) : super.loadClass(name, resolve);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = files.get(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    byte[] loaded = ExitCalls.replaced(bytes);
    return defineClass(name, loaded, 0, loaded.length);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes = files.get(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }
}
