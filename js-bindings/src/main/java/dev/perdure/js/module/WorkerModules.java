package dev.perdure.js.module;

import dev.perdure.workers.compat.CompatFlag;
import dev.perdure.workers.spi.WorkerCode;
import java.util.Optional;
import org.graalvm.polyglot.io.FileSystem;

/** Where the modules of one worker are found, by names in a folder or by URL. Thread-safe. */
public record WorkerModules(FileSystem files, Optional<ModuleUrls> urls) {

  /** The modules of {@code code}, in the registry that its flags choose. */
  public static WorkerModules of(WorkerCode code, BuiltinModules builtins) {
    if (!code.flags().on(CompatFlag.NEW_MODULE_REGISTRY)) {
      return new WorkerModules(new ModuleFiles(code, builtins), Optional.empty());
    }
    ModuleUrls urls = new ModuleUrls(code, builtins);
    return new WorkerModules(new UrlModuleFiles(urls), Optional.of(urls));
  }
}
