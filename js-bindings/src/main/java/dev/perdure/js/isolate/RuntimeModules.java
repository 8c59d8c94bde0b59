package dev.perdure.js.isolate;

import dev.perdure.js.module.BuiltinModules.Builtin;
import dev.perdure.workers.compat.CompatFlags;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which modules the runtime brings for a worker with given flags. Immutable. */
final class RuntimeModules implements Function<String, @Nullable Builtin> {
  private static final Builtin WORKERS =
      new Builtin(
          "workers",
          List.of(
              "DurableObject",
              "RpcPromise",
              "RpcProperty",
              "RpcStub",
              "RpcTarget",
              "ServiceStub",
              "WorkerEntrypoint",
              "WorkflowEntrypoint",
              "env",
              "exports",
              "waitUntil",
              "withEnv",
              "withEnvAndExports",
              "withExports"));

  @SuppressWarnings("UnusedVariable")
  private final CompatFlags flags;

  RuntimeModules(CompatFlags flags) {
    this.flags = flags;
  }

  @Override
  public @Nullable Builtin apply(String specifier) {
    return switch (specifier) {
      case "cloudflare:workers" -> WORKERS;
      default -> null;
    };
  }
}
