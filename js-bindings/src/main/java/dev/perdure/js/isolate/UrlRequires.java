package dev.perdure.js.isolate;

import dev.perdure.js.module.ModuleUrls;
import dev.perdure.js.module.Resolution;
import dev.perdure.js.scope.Realm;
import dev.perdure.js.url.Url;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.WorkerCode;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** What {@code require} gives where a worker has its modules by URL. */
final class UrlRequires extends Requires {
  // The name under which an ES module says what require gives of it, as in Node.js.
  private static final String WHOLE = "module.exports";

  private final ModuleUrls urls;
  // Modules that have been seen to wait while they are evaluated.
  private final Set<String> waiting = new HashSet<>();

  UrlRequires(Realm realm, JsWorker worker, ModuleUrls urls) {
    super(realm, worker);
    this.urls = urls;
  }

  @Override
  Object require(String specifier, String from) {
    return switch (resolved(specifier, ModuleUrls.href(from))) {
      case Resolution.Own(String href, WorkerCode.Module module) ->
          module.type() == WorkerCode.Module.Type.ES
              ? exportsOfEs(href)
              : worker.value(realm, this, module, href);
      case Resolution.Builtin(String href) ->
          ofRuntime(Objects.requireNonNull(worker.builtins().part(href)));
      case Resolution.Missing(String href) -> throw missing(href);
      case Resolution.Invalid(String text) -> throw invalid(text);
    };
  }

  /** Where the engine finds what the module at {@code referrer} imports. */
  String pathOf(@Nullable String referrer, String specifier) {
    return switch (resolved(specifier, ModuleUrls.href(referrer))) {
      case Resolution.Own(String href, WorkerCode.Module module) -> {
        // Its exports are not known yet, and an ES module that waits for it cannot wait.
        if (runs(href)) {
          throw realm.raise(
              ErrorData.of("Error", "Circular dependency when resolving module: " + specifier));
        }
        yield ModuleUrls.path(href);
      }
      case Resolution.Builtin(String href) -> ModuleUrls.path(href);
      case Resolution.Missing(String href) -> throw missing(href);
      case Resolution.Invalid(String text) -> throw invalid(text);
    };
  }

  private Resolution resolved(String specifier, String referrer) {
    return urls.resolve(specifier, referrer);
  }

  private RuntimeException missing(String href) {
    return realm.raise(ErrorData.of("Error", "Module not found: " + href));
  }

  private RuntimeException invalid(String specifier) {
    return realm.typeError("Invalid module specifier: " + specifier);
  }

  @Override
  String nameOf(String specifier) {
    return resolved(specifier, ModuleUrls.href(null)) instanceof Resolution.Own own
        ? own.href()
        : specifier;
  }

  @Override
  Object exportsOfEs(String href) {
    if (waiting.contains(href)) {
      throw realm.raise(ErrorData.of("Error", waits(href)));
    }
    Value all =
        realm
            .lib("module-urls")
            .getMember("apart")
            .execute((ProxyExecutable) nothing -> namespaceOf(href));
    return all.hasMember(WHOLE) ? all.getMember(WHOLE) : all;
  }

  @Override
  Object exports(WorkerCode.Module module, String key) {
    Url url = Objects.requireNonNull(Url.parse(key));
    String path = url.pathname();
    return exports(
        module,
        key,
        path.isEmpty() || path.startsWith("/") ? path : "/" + path,
        ModuleUrls.path(key));
  }

  @Override
  String waits(String href) {
    waiting.add(href);
    return "Top-level await is not supported in this context for module: " + href;
  }

  @Override
  String sourceName(String key) {
    return ModuleUrls.path(key);
  }

  /** Whether {@code href} is the module that the worker begins with. */
  boolean isMain(String href) {
    return href.equals(urls.main());
  }

  /** The URL of a module of Node.js that a name means without its scheme; null where it is none. */
  @Nullable String builtinOfNode(String specifier) {
    return urls.builtinOfNode(specifier);
  }
}
