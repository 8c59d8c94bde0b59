package dev.perdure.js.node;

import dev.perdure.js.scope.Realm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * What {@code node/modules.js} calls: finds modules and reads the files of npm packages we bring.
 */
public final class ModulesHost {
  private static final Map<String, Source> FILES = new ConcurrentHashMap<>();

  private final Realm realm;

  ModulesHost(Realm realm) {
    this.realm = realm;
  }

  /** The part that holds a module, or null where the worker may not import it. */
  @HostAccess.Export
  public @Nullable String part(String specifier) {
    return NodeModules.find(specifier, realm.flags()).map(Builtin::part).orElse(null);
  }

  /** The names of all modules. */
  @HostAccess.Export
  public String[] names() {
    return NodeModules.names().toArray(String[]::new);
  }

  /** The named exports of a module, or none. */
  @HostAccess.Export
  public String[] exports(String specifier) {
    return NodeModules.find(specifier, realm.flags())
        .map(builtin -> builtin.exports().toArray(String[]::new))
        .orElseGet(() -> new String[0]);
  }

  /** A file of a package as a function of {@code exports, require, module}. */
  @HostAccess.Export
  public Value commonJs(String path) {
    return realm.context().eval(FILES.computeIfAbsent(path, ModulesHost::read));
  }

  private static Source read(String path) {
    String file = "/META-INF/resources/webjars/" + path;
    try (InputStream in = ModulesHost.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("The file '" + file + "' is missing from the class path.");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String wrapped = "(function (exports, require, module) {" + text + "\n})";
      return Source.newBuilder("js", wrapped, "perdure:" + path).internal(true).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
