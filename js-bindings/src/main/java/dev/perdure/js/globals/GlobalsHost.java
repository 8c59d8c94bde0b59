package dev.perdure.js.globals;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.compat.CompatFlag;
import java.util.Arrays;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/** What {@code globals.js} calls. Confined to the isolate's thread. */
public final class GlobalsHost {
  private final Realm realm;

  /** The host of one realm. */
  public GlobalsHost(Realm realm) {
    this.realm = realm;
  }

  /** Logs an error that no listener took. */
  @HostAccess.Export
  public void uncaught(String where, Value error) {
    realm.host().uncaught(where, realm.toData(error));
  }

  /** The names of the compatibility flags, each with a plus or minus sign in front. */
  @HostAccess.Export
  public String[] flags() {
    return Arrays.stream(CompatFlag.values())
        .filter(flag -> !flag.experimental())
        .map(flag -> (realm.flags().on(flag) ? "+" : "-") + flag.enableName())
        .toArray(String[]::new);
  }
}
