package dev.perdure.host.java;

import dev.perdure.host.java.fence.Fence;
import dev.perdure.host.java.fence.Refusal;
import dev.perdure.workers.platform.Exit;
import dev.perdure.workers.platform.Safepoint;
import dev.perdure.workers.spi.WorkerCode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  // What calls are led to that are put into the worker's classes.
  private static final Set<String> RUNTIME =
      Set.of(Exit.class.getName(), Safepoint.class.getName());

  private final Map<String, byte[]> files = new HashMap<>();
  private final @Nullable Fence fence;

  GuestLoader(WorkerCode code) {
    super("worker " + code.worker(), ClassLoader.getPlatformClassLoader());
    for (WorkerCode.Module module : code.modules()) {
      if (module.type() == WorkerCode.Module.Type.JAVA) {
        files.put(module.name(), module.bytes());
      }
    }
    fence = code.fenced() ? new Fence(files) : null;
  }

  /** Whether a class of the host's loader may be seen: those of the API, not of what is below. */
  private static boolean isShared(String name) {
    boolean api = name.startsWith(API) && name.indexOf('.', API.length()) < 0;
    return api || name.startsWith("org.jspecify.annotations.") || RUNTIME.contains(name);
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
    byte[] fenced = bytes;
    if (fence != null) {
      List<Refusal> refusals = fence.refusals(name);
      if (!refusals.isEmpty()) {
        throw new IllegalAccessError(refusals.getFirst().text());
      }
      fenced = Safepoints.inserted(bytes, fence);
    }
    byte[] loaded = ExitCalls.replaced(fenced);
    return defineClass(name, loaded, 0, loaded.length);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes = files.get(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }
}
