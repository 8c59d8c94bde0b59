package dev.perdure.js.module;

import dev.perdure.js.url.Url;
import dev.perdure.workers.spi.WorkerCode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The modules of a worker by URL, as the flag {@code new_module_registry} has them: its names are
 * paths under {@code file:///bundle/} or URLs of their own, and specifiers are resolved like links.
 * Query and fragment tell instances of one module apart. Immutable. The rules are those of
 * workerd's {@code modules-new.c++}.
 */
public final class ModuleUrls {
  private static final String BASE = "file:///bundle/";
  private static final String FILE = "file://";
  private static final String NODE = "node:";
  // Where the engine looks for what has no path of its own, under its encoded URL. The end keeps
  // the engine from telling a kind of file by its extension.
  private static final String OTHER = "/.url/";
  private static final String END = ";";
  private static final String KEPT_ENCODED = " \"#<>?`{}^/%";

  private final Map<String, WorkerCode.Module> modules = new HashMap<>();
  private final BuiltinModules builtins;
  private final String main;

  /** The modules of {@code code}, and the runtime's. */
  public ModuleUrls(WorkerCode code, BuiltinModules builtins) {
    this.builtins = builtins;
    for (WorkerCode.Module module : code.modules()) {
      modules.putIfAbsent(named(module.name()), module);
    }
    this.main = named(code.main());
  }

  /** The URL of the module that the worker begins with. */
  public String main() {
    return main;
  }

  /** The module behind {@code href}, whatever its query and fragment; null where there is none. */
  public WorkerCode.@Nullable Module module(String href) {
    return modules.get(withoutQuery(href));
  }

  /** The module of the runtime behind {@code href} as text; null where there is none. */
  @Nullable String builtin(String href) {
    return builtins.find(href);
  }

  /** What {@code specifier} names in the module at {@code referrer}. */
  public Resolution resolve(String specifier, String referrer) {
    String node = builtinOfNode(specifier);
    Url url = Url.parse(node == null ? specifier : node, Url.parse(referrer));
    if (url == null) {
      return new Resolution.Invalid(specifier);
    }
    String href = normal(url.href());
    WorkerCode.Module module = module(href);
    if (module != null) {
      return new Resolution.Own(href, module);
    }
    String name = withoutQuery(href);
    return builtins.part(name) == null
        ? new Resolution.Missing(href)
        : new Resolution.Builtin(name);
  }

  /** The URL of the module of Node.js that a name without a scheme means; null where it is none. */
  public @Nullable String builtinOfNode(String specifier) {
    if (specifier.equals("sys")) {
      return builtins.part(NODE + "util") == null ? null : NODE + "util";
    }
    return specifier.indexOf(':') >= 0 || builtins.part(NODE + specifier) == null
        ? null
        : NODE + specifier;
  }

  /** The URL that has the path {@code path} for the engine; the bundle's where it is no path. */
  public static String href(@Nullable String path) {
    if (path == null || !path.startsWith(GuestFiles.ROOT)) {
      return BASE;
    }
    return path.startsWith(OTHER) && path.endsWith(END)
        ? URLDecoder.decode(
            path.substring(OTHER.length(), path.length() - END.length()), StandardCharsets.UTF_8)
        : FILE + path;
  }

  /** The path under which the engine knows the module at {@code href}. */
  public static String path(String href) {
    boolean plain =
        href.startsWith(BASE)
            && href.equals(withoutQuery(href))
            && !href.endsWith(".json")
            && !href.endsWith(".wasm");
    return plain
        ? href.substring(FILE.length())
        : OTHER + URLEncoder.encode(href, StandardCharsets.UTF_8) + END;
  }

  private static String named(String name) {
    String trimmed = name.strip();
    Url absolute = Url.parse(trimmed);
    if (absolute != null) {
      return withoutQuery(normal(absolute.href()));
    }
    Deque<String> steps = new ArrayDeque<>();
    for (String step : withoutQuery(trimmed).split("/", -1)) {
      if (step.equals("..")) {
        steps.pollLast();
      } else if (!step.isEmpty() && !step.equals(".")) {
        steps.addLast(step);
      }
    }
    Url url = Url.parse("./" + String.join("/", steps), Url.parse(BASE));
    return normal(Objects.requireNonNull(url).href());
  }

  private static String withoutQuery(String href) {
    for (int i = 0; i < href.length(); i++) {
      if (href.charAt(i) == '?' || href.charAt(i) == '#') {
        return href.substring(0, i);
      }
    }
    return href;
  }

  /** Without the escapes that a path needs not. */
  private static String normal(String href) {
    String path = withoutQuery(href);
    if (path.indexOf('%') < 0) {
      return href;
    }
    StringBuilder text = new StringBuilder(href.length());
    for (int i = 0; i < path.length(); i++) {
      int value = path.charAt(i) == '%' && i + 2 < path.length() ? escaped(path, i + 1) : -1;
      if (value > 0x20 && value < 0x7f && KEPT_ENCODED.indexOf(value) < 0) {
        text.append((char) value);
        i += 2;
      } else {
        text.append(path.charAt(i));
      }
    }
    return text.append(href, path.length(), href.length()).toString();
  }

  private static int escaped(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
