package dev.perdure.js.isolate;

import dev.perdure.js.module.BuiltinModules.Builtin;
import dev.perdure.js.node.NodeModules;
import dev.perdure.workers.compat.CompatFlag;
import dev.perdure.workers.compat.CompatFlags;
import java.util.ArrayList;
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
              "cache",
              "env",
              "exports",
              "waitUntil",
              "withEnv",
              "withEnvAndExports",
              "withExports"));

  private static final Builtin EMAIL = new Builtin("email", List.of("EmailMessage"));

  private final CompatFlags flags;

  RuntimeModules(CompatFlags flags) {
    this.flags = flags;
  }

  @Override
  public @Nullable Builtin apply(String specifier) {
    return switch (specifier) {
      case "cloudflare:workers" -> WORKERS;
      case "cloudflare:sockets" -> new Builtin("sockets", List.of("Socket", "connect"));
      case "cloudflare:email" -> EMAIL;
      case "workerd:unsafe" ->
          flags.on(CompatFlag.UNSAFE_MODULE) ? new Builtin("unsafe", List.of("default")) : null;
      case "cloudflare:node" ->
          NodeModules.find("node:http", flags).isPresent()
              ? new Builtin("node/cloudflare", List.of("handleAsNodeRequest", "httpServerHandler"))
              : null;
      default ->
          NodeModules.find(specifier, flags)
              .map(module -> new Builtin(module.part(), withDefault(module.exports())))
              .orElse(null);
    };
  }

  private static List<String> withDefault(List<String> names) {
    List<String> all = new ArrayList<>(names);
    all.add("default");
    return all;
  }
}
