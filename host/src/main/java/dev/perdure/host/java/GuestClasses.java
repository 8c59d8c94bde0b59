package dev.perdure.host.java;

import dev.perdure.workers.DurableObject;
import dev.perdure.workers.Worker;
import dev.perdure.workers.spi.Export;
import dev.perdure.workers.spi.WorkerLoadException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a worker that can be used from outside, found without loading any: those that
 * extend {@link Worker} and {@link DurableObject}, by their simple names. One Worker is the default
 * export too. Immutable.
 */
public final class GuestClasses {
  private static final String WORKER = internal(Worker.class);
  private static final String OBJECT = internal(DurableObject.class);
  private static final Set<String> HANDLERS =
      Set.of(
          "fetch",
          "scheduled",
          "queue",
          "test",
          "connect",
          "alarm",
          "webSocketMessage",
          "webSocketClose",
          "webSocketError");

  private record Found(String name, String parent, boolean usable, Set<String> handlers) {
    String simpleName() {
      return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('$')) + 1);
    }
  }

  private final Map<String, Found> all = new HashMap<>();
  // By the name of the export.
  private final Map<String, Found> workers = new TreeMap<>();
  private final Map<String, Found> objects = new TreeMap<>();

  private GuestClasses(Map<String, byte[]> files) {
    files.forEach((name, bytes) -> {
      if (name.endsWith(".class") && !name.endsWith("module-info.class")) {
        Found found = found(name, bytes);
        all.put(found.name(), found);
      }
    });
    for (Found found : all.values()) {
      String base = base(found);
      if (found.usable() && (base.equals(WORKER) || base.equals(OBJECT))) {
        Found other = (base.equals(WORKER) ? workers : objects).put(found.simpleName(), found);
        if (other != null) {
          throw sameName(found.simpleName(), other, found);
        }
      }
    }
  }

  /**
   * Looks through class files.
   *
   * @param files by their names
   * @param main the simple name of the class that is the default export where there are several, or
   *     the empty text where there need not be one
   * @throws WorkerLoadException if names are not clear
   */
  public static GuestClasses of(Map<String, byte[]> files, String main) {
    GuestClasses classes = new GuestClasses(files);
    classes.chooseDefault(main);
    return classes;
  }

  private static WorkerLoadException sameName(String name, Found one, Found other) {
    return new WorkerLoadException(
        "Two classes are called '%s': '%s'. Rename one: others know them by this name."
            .formatted(
                name,
                String.join("' and '", new TreeSet<>(List.of(one.name(), other.name())))
                    .replace('/', '.')),
        null);
  }

  private void chooseDefault(String main) {
    Found chosen = workers.get(main);
    if (chosen == null && workers.size() == 1) {
      chosen = workers.values().iterator().next();
    }
    if (chosen == null && workers.size() > 1 && !main.isEmpty()) {
      throw new WorkerLoadException(
          ("No class is the worker's default: there are '%s', and none is called '%s' as the file"
                  + " that \"main\" names.")
              .formatted(String.join("', '", workers.keySet()), main),
          null);
    }
    if (chosen != null) {
      workers.put("default", chosen);
    }
  }

  private static String internal(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  private static Found found(String name, byte[] bytes) {
    ClassModel model;
    try {
      model = ClassFile.of().parse(bytes);
    } catch (IllegalArgumentException e) {
      throw new WorkerLoadException(
          "'%s' is no class file: %s. Build it again.".formatted(name, e.getMessage()), e);
    }
    int flags = model.flags().flagsMask();
    boolean usable = (flags & (ClassFile.ACC_ABSTRACT | ClassFile.ACC_INTERFACE)) == 0;
    Set<String> handlers = new TreeSet<>();
    for (MethodModel method : model.methods()) {
      if (HANDLERS.contains(method.methodName().stringValue())) {
        handlers.add(method.methodName().stringValue());
      }
    }
    return new Found(
        model.thisClass().asInternalName(),
        model.superclass().map(entry -> entry.asInternalName()).orElse(""),
        usable,
        handlers);
  }

  /** The first superclass that is not the worker's own. */
  private String base(Found found) {
    String parent = found.parent();
    for (int i = 0; i < 100 && all.containsKey(parent); i++) {
      parent = all.get(parent).parent();
    }
    return parent;
  }

  private Set<String> handlers(Found found) {
    Set<String> handlers = new TreeSet<>();
    Found each = found;
    for (int i = 0; i < 100 && each != null; i++) {
      handlers.addAll(each.handlers());
      each = all.get(each.parent());
    }
    return handlers;
  }

  /** What the worker exports. */
  public List<Export> exports() {
    List<Export> exports = new ArrayList<>();
    workers.forEach((name, found) ->
        exports.add(new Export(name, Export.Kind.ENTRYPOINT_CLASS, handlers(found))));
    objects.forEach(
        (name, found) -> exports.add(new Export(name, Export.Kind.ACTOR_CLASS, handlers(found))));
    return exports;
  }

  /** The class of an entrypoint in the JVM's terms, or null. */
  @Nullable String worker(String export) {
    Found found = workers.get(export);
    return found == null ? null : found.name().replace('/', '.');
  }

  /** The class of objects in the JVM's terms, or null. */
  @Nullable String object(String export) {
    Found found = objects.get(export);
    return found == null ? null : found.name().replace('/', '.');
  }

  /** Whether a class of objects has a handler. */
  boolean handles(String export, String handler) {
    Found found = objects.get(export);
    return found != null && handlers(found).contains(handler);
  }
}
