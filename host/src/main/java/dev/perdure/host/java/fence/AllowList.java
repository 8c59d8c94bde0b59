package dev.perdure.host.java.fence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes and members of the JDK that a fenced worker may use, read from {@code allowed.txt}.
 * Names are those of {@link Class#getName}. Immutable.
 */
final class AllowList {
  /** The list for all workers. */
  static final AllowList DEFAULT = read("allowed.txt");

  private static final Set<String> API = Set.of("dev.perdure.workers", "org.jspecify.annotations");

  private final Map<String, Set<String>> packages = new HashMap<>();
  private final Map<String, Set<String>> only = new HashMap<>();
  private final Map<String, Set<String>> without = new HashMap<>();
  private final TreeMap<String, String> hints = new TreeMap<>();

  private AllowList(List<String> lines) {
    for (String line : lines) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int space = line.indexOf(' ');
      int colon = line.indexOf(':');
      String name = line.substring(space + 1, colon);
      String rest = line.substring(colon + 1).strip();
      switch (line.substring(0, space)) {
        case "package" -> add(packages, name, rest);
        case "only" -> add(only, name, rest);
        case "without" -> add(without, name, rest);
        case "hint" -> hints.put(name, rest);
        default -> throw new IllegalStateException("The list has a line '" + line + "'.");
      }
    }
  }

  private static void add(Map<String, Set<String>> lists, String name, String names) {
    Set<String> known = lists.computeIfAbsent(name, each -> new LinkedHashSet<>());
    if (!names.isEmpty()) {
      known.addAll(List.of(names.split(" ", -1)));
    }
  }

  private static AllowList read(String resource) {
    try (InputStream in =
            Objects.requireNonNull(AllowList.class.getResourceAsStream(resource), resource);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new AllowList(reader.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a class may be named. */
  boolean allowsType(String name) {
    if (only.containsKey(name)) {
      return true;
    }
    int dot = name.lastIndexOf('.');
    String home = dot < 0 ? "" : name.substring(0, dot);
    if (API.contains(home)) {
      return true;
    }
    Set<String> names = packages.get(home);
    int nested = name.indexOf('$', dot + 1);
    String outer = nested < 0 ? name : name.substring(0, nested);
    return names != null && !only.containsKey(outer) && matches(names, outer.substring(dot + 1));
  }

  private static boolean matches(Set<String> names, String name) {
    return names.contains(name)
        || (names.contains("*") && !names.contains("-" + name))
        || (names.contains("*Exception") && name.endsWith("Exception"))
        || (names.contains("*Error") && name.endsWith("Error"));
  }

  /** Whether a class may be the superclass or an interface of another. */
  boolean allowsExtending(String name) {
    return allowsType(name) && !only.containsKey(name);
  }

  /** Whether a member may be used that {@code owner} declares or inherits. */
  boolean allowsMember(String owner, String name, String descriptor) {
    Set<String> members = only.get(owner);
    if (members != null) {
      return members.contains(name);
    }
    if (!allowsType(owner)) {
      return false;
    }
    Class<?> type = JdkClasses.find(owner);
    if (type == null) {
      return false;
    }
    Deque<Class<?>> todo = new ArrayDeque<>(List.of(type));
    for (Class<?> each = todo.poll(); each != null; each = todo.poll()) {
      if (lacks(each.getName(), name, descriptor)) {
        return false;
      }
      todo.addAll(List.of(each.getInterfaces()));
      if (each.getSuperclass() != null) {
        todo.add(each.getSuperclass());
      }
    }
    return true;
  }

  private boolean lacks(String owner, String name, String descriptor) {
    Set<String> members = without.getOrDefault(owner, Set.of());
    return members.contains(name)
        || members.stream()
            .anyMatch(each -> each.indexOf('(') > 0 && (name + descriptor).startsWith(each));
  }

  /** What to do instead of using a class, or null. */
  @Nullable String hint(String name) {
    String key = hints.floorKey(name);
    while (key != null && !name.startsWith(key)) {
      key = hints.lowerKey(key);
    }
    return key == null ? null : hints.get(key);
  }

  /** The classes that the list names one by one. */
  Set<String> named() {
    Set<String> all = new LinkedHashSet<>(only.keySet());
    all.addAll(without.keySet());
    packages.forEach((home, names) ->
        names.stream()
            .filter(name -> !name.startsWith("*"))
            .forEach(name -> all.add(home + "." + name.replaceFirst("^-", ""))));
    return all;
  }

  /** The members that the list names, by their classes. */
  Map<String, Set<String>> members() {
    Map<String, Set<String>> all = new HashMap<>(only);
    all.putAll(without);
    return all;
  }
}
