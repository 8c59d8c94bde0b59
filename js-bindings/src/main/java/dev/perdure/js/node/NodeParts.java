package dev.perdure.js.node;

import dev.perdure.js.crypto.NodeCryptoHost;
import dev.perdure.js.scope.Part;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.compat.CompatFlag;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parts of {@code node:} modules. Immutable. */
public final class NodeParts {
  /** The part whose exports are globals under {@code nodejs_compat_v2}. */
  public static final Part GLOBALS =
      Part.script("node/globals", "Buffer", "process", "global", "setImmediate", "clearImmediate")
          .when(CompatFlag.NODEJS_COMPAT_V2);

  private static final Map<String, Function<Realm, @Nullable Object>> HOSTS =
      Map.of(
          "node/buffer", BufferHost::new,
          "node/crypto", NodeCryptoHost::new,
          "node/modules", ModulesHost::new,
          "node/zlib", ZlibHost::new);

  private NodeParts() {}

  /** The part called {@code name}, which begins with {@code node/}. */
  public static Part named(String name) {
    return Part.of(name, HOSTS.getOrDefault(name, realm -> null));
  }
}
