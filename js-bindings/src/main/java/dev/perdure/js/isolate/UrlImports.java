package dev.perdure.js.isolate;

import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/** What {@code lib/module-urls.js} calls. Confined to the isolate's thread. */
public final class UrlImports {
  private final UrlRequires requires;

  UrlImports(UrlRequires requires) {
    this.requires = requires;
  }

  /** Whether a module is the one that the worker begins with. */
  @HostAccess.Export
  public boolean isMain(String href) {
    return requires.isMain(href);
  }

  /** The URL of the module of Node.js that a name means; null where it is none. */
  @HostAccess.Export
  public @Nullable String builtinOfNode(String specifier) {
    return requires.builtinOfNode(specifier);
  }
}
