package dev.perdure.js.node;

import dev.perdure.workers.compat.CompatFlag;
import dev.perdure.workers.compat.CompatFlags;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The {@code node:} modules that a worker may import, by name. The table is the resource {@code
 * lib/node/modules.txt}: a line per module with its name, the name of its part and its named
 * exports. Immutable.
 */
public final class NodeModules {
  private static final Map<String, Builtin> TABLE = read();

  private NodeModules() {}

  /**
   * The module that {@code specifier} names, with or without {@code node:}; nothing where it names
   * none or the worker's flags do not let it import one.
   */
  public static Optional<Builtin> find(String specifier, CompatFlags flags) {
    boolean prefixed = specifier.startsWith("node:");
    String name = prefixed ? specifier.substring("node:".length()) : specifier;
    boolean compat = flags.on(CompatFlag.NODEJS_COMPAT) || flags.on(CompatFlag.NODEJS_COMPAT_V2);
    boolean als = flags.on(CompatFlag.NODEJS_ALS) && name.equals("async_hooks");
    if ((!compat && !als) || (!prefixed && !flags.on(CompatFlag.NODEJS_COMPAT_V2))) {
      return Optional.empty();
    }
    return Optional.ofNullable(TABLE.get(name));
  }

  /** The names of all modules, without {@code node:}. */
  public static Set<String> names() {
    return TABLE.keySet();
  }

  private static Map<String, Builtin> read() {
    Map<String, Builtin> table = new TreeMap<>();
    try (InputStream in =
        NodeModules.class.getResourceAsStream("/dev/perdure/js/lib/node/modules.txt")) {
      if (in == null) {
        throw new IllegalStateException("The list of node modules is missing from the jar.");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        List<String> words = List.of(line.split(" "));
        table.put(words.get(0), new Builtin(words.get(1), words.subList(2, words.size())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }
}
