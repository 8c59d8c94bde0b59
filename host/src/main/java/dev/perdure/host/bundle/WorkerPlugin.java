package dev.perdure.host.bundle;

import dev.perdure.host.config.BundleSettings;
import dev.perdure.host.config.BundleSettings.Rule;
import dev.perdure.workers.compat.CompatFlag;
import dev.perdure.workers.compat.CompatFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What one build decides about imports: aliases, the platform's modules, and modules that stay
 * files of their own.
 *
 * <p>Thread-safe: esbuild asks from many threads at once.
 */
final class WorkerPlugin implements EsbuildService.BuildCallbacks {
  private static final String NAME = "perdure";
  private static final String REQUIRED_BUILTIN = "node-built-in-modules";
  private static final int SKIP = 1;

  private final EsbuildService service;
  private final int buildKey;
  private final Setup setup;
  private final Map<Integer, Resolver> resolvers = new TreeMap<>();
  private final List<Map<String, ?>> filters = new ArrayList<>();
  private final Map<String, BundledModule> modules = new ConcurrentSkipListMap<>();
  private final Map<String, Path> files = new ConcurrentHashMap<>();
  private final Map<String, ConcurrentSkipListSet<String>> unknownBuiltins =
      new ConcurrentSkipListMap<>();

  /**
   * What a build is made for.
   *
   * @param directory the project's folder
   * @param entryFolder the folder of the entry module
   * @param found the additional modules that were found, by file
   */
  record Setup(
      Path directory,
      Path entryFolder,
      BundleSettings settings,
      CompatFlags compat,
      ModuleRules rules,
      Map<Path, BundledModule> found) {}

  private interface Resolver {
    Fields resolve(Fields request);
  }

  WorkerPlugin(EsbuildService service, int buildKey, Setup setup) {
    this.service = service;
    this.buildKey = buildKey;
    this.setup = setup;
    register();
  }

  private void register() {
    Map<String, String> alias = setup.settings().alias();
    if (!alias.isEmpty()) {
      String any =
          alias.keySet().stream().map(WorkerPlugin::quoted).collect(Collectors.joining("|"));
      on("^(?:" + any + ")$", this::alias);
    }
    for (Rule rule : setup.rules().active()) {
      if (setup.settings().findAdditionalModules() || !ModuleRules.javaScript(rule)) {
        rule.globs().forEach(glob -> on(Glob.forImports(glob), request -> module(request, rule)));
      }
    }
    for (Rule rule : setup.rules().shadowed()) {
      rule.globs().forEach(glob -> on(Glob.forImports(glob), request -> shadowed(request, rule)));
    }
    on(NodeBuiltins.FILTER, this::nodeBuiltin);
    on("^(?:cloudflare|workerd):", request -> external(request.text("path")));
  }

  private void on(String filter, Resolver resolver) {
    int id = resolvers.size();
    resolvers.put(id, resolver);
    filters.add(Map.of("id", id, "filter", filter, "namespace", ""));
  }

  private static String quoted(String text) {
    return text.replaceAll("[^A-Za-z0-9_@-]", "\\\\$0");
  }

  /** The plugin as the build request names it. */
  List<Map<String, Object>> description() {
    return List.of(
        Map.of(
            "name",
            NAME,
            "onStart",
            false,
            "onEnd",
            false,
            "onResolve",
            filters,
            "onLoad",
            List.of(Map.of("id", 0, "filter", ".*", "namespace", REQUIRED_BUILTIN))));
  }

  @Override
  public Fields resolve(Fields request) {
    if (request.number("pluginData") == SKIP) {
      return Fields.empty();
    }
    for (Object id : request.list("ids")) {
      Resolver resolver = resolvers.get(id);
      Fields answer = resolver == null ? Fields.empty() : resolver.resolve(request);
      if (!answer.map().isEmpty()) {
        return answer.with("id", id);
      }
    }
    return Fields.empty();
  }

  @Override
  public Fields load(Fields request) {
    String path = request.text("path");
    String contents = "import it from '%s';\nmodule.exports = it;\n".formatted(path);
    return Fields.of("id", request.list("ids").getFirst())
        .with("contents", contents.getBytes(StandardCharsets.UTF_8))
        .with("loader", "js");
  }

  private Fields alias(Fields request) {
    String target = setup.settings().alias().get(request.text("path"));
    if (target == null) {
      return Fields.empty();
    }
    if (NodeBuiltins.is(target) && nodeCompat()) {
      return builtin(request, NodeBuiltins.prefixed(target));
    }
    return asked(request, target, setup.directory(), "");
  }

  private Fields nodeBuiltin(Fields request) {
    String specifier = request.text("path");
    boolean prefixed = specifier.startsWith("node:");
    if (setup.compat().on(CompatFlag.NODEJS_COMPAT_V2)) {
      return builtin(request, NodeBuiltins.prefixed(specifier));
    }
    if (!prefixed) {
      return Fields.empty();
    }
    boolean known =
        nodeCompat()
            || (specifier.equals("node:async_hooks") && setup.compat().on(CompatFlag.NODEJS_ALS));
    if (!known) {
      unknownBuiltins
          .computeIfAbsent(specifier, any -> new ConcurrentSkipListSet<>())
          .add(relative(request.text("importer")));
    }
    return builtin(request, specifier);
  }

  private boolean nodeCompat() {
    return setup.compat().on(CompatFlag.NODEJS_COMPAT);
  }

  /** An ES module cannot require, so a required built-in is imported by a module in between. */
  private static Fields builtin(Fields request, String specifier) {
    return request.text("kind").equals("require-call")
        ? Fields.of("path", specifier).with("namespace", REQUIRED_BUILTIN)
        : external(specifier);
  }

  private static Fields external(String path) {
    return Fields.of("path", path).with("external", true);
  }

  private Fields module(Fields request, Rule rule) {
    String specifier = withoutQuery(request.text("path"));
    Path folder = Path.of(request.text("resolveDir"));
    Path file = folder.resolve(specifier).normalize();
    BundledModule found = setup.found().get(file);
    if (found != null) {
      return external(fromEntry(file));
    }
    if (ModuleRules.javaScript(rule)) {
      return Fields.empty();
    }
    Fields answer = asked(request, specifier, folder, request.text("importer"));
    Path resolved = answer.has("path") ? Path.of(answer.text("path")) : file;
    if (!Files.isRegularFile(resolved)) {
      return answer.has("errors")
          ? answer
          : failed("Could not resolve \"%s\"".formatted(request.text("path")));
    }
    try {
      byte[] bytes = Files.readAllBytes(resolved);
      String name =
          setup.settings().preserveFileNames()
              ? Path.of(specifier).normalize().toString().replace('\\', '/')
              : sha1(bytes) + "-" + specifier.substring(specifier.lastIndexOf('/') + 1);
      modules.put(name, new BundledModule(name, ModuleRules.type(rule), bytes));
      files.put(name, resolved);
      return external(name.startsWith("../") ? name : "./" + name)
          .with("watchFiles", List.of(resolved.toString()));
    } catch (IOException e) {
      return failed("'%s' cannot be read: %s".formatted(resolved, e.getMessage()));
    }
  }

  private Fields shadowed(Fields request, Rule rule) {
    String path = withoutQuery(request.text("path"));
    boolean taken =
        setup.rules().active().stream()
            .flatMap(active -> active.globs().stream())
            .anyMatch(glob -> Pattern.matches(Glob.forImports(glob), path));
    return taken
        ? Fields.empty()
        : failed(
            ("The file %s matched a module rule in your configuration ('%s' as %s), but was ignored"
                    + " because a previous rule with the same type was not marked as `fallthrough ="
                    + " true`.")
                .formatted(
                    request.text("path"),
                    String.join("', '", rule.globs()),
                    rule.type().configName()));
  }

  /** Lets esbuild resolve a specifier by its own rules. */
  private Fields asked(Fields request, String specifier, Path folder, String importer) {
    Fields answer =
        service.send(
            Fields.of("command", "resolve")
                .with("path", specifier)
                .with("key", buildKey)
                .with("pluginName", NAME)
                .with("kind", request.text("kind"))
                .with("resolveDir", folder.toString())
                .with("importer", importer)
                .with("pluginData", SKIP));
    if (!answer.list("errors").isEmpty()) {
      return Fields.of("errors", answer.list("errors"));
    }
    return Fields.of("path", answer.text("path"))
        .with("external", answer.map().get("external"))
        .with("namespace", answer.text("namespace"));
  }

  private String fromEntry(Path file) {
    String path = setup.entryFolder().relativize(file).toString().replace('\\', '/');
    return path.startsWith(".") ? path : "./" + path;
  }

  private static Fields failed(String text) {
    return Fields.of("errors", List.of(EsbuildMessages.error(text)));
  }

  private static String withoutQuery(String specifier) {
    int query = specifier.indexOf('?');
    return query < 0 ? specifier : specifier.substring(0, query);
  }

  private String relative(String file) {
    return file.isEmpty() ? "" : setup.directory().relativize(Path.of(file)).toString();
  }

  private static String sha1(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The modules that the sources import and that stay files of their own, by name. */
  List<BundledModule> collected() {
    Map<String, BundledModule> all = new TreeMap<>(modules);
    setup.found().values().forEach(module -> all.put(module.name(), module));
    return List.copyOf(all.values());
  }

  /** The files of those modules. */
  Set<Path> collectedFiles() {
    Set<Path> all = new TreeSet<>(files.values());
    all.addAll(setup.found().keySet());
    return all;
  }

  /** A warning for each built-in that the flags do not offer. */
  List<BundleMessage> warnings() {
    return unknownBuiltins.entrySet().stream()
        .map(entry ->
            BundleMessage.of(
                "The package \"%s\" wasn't found on the file system but is built into node."
                    .formatted(entry.getKey()),
                "Your Worker may throw errors at runtime unless you enable the \"nodejs_compat\""
                    + " compatibility flag. Imported from: "
                    + String.join(", ", entry.getValue())))
        .toList();
  }
}
