package dev.perdure.js.isolate;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.spi.EventLoop;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/** What {@code lib/isolate.js} calls. */
public final class IsolateScriptHost {
  private static final Source IMPORT =
      Source.newBuilder("js", "(name) => import(name)", "perdure:import")
          .internal(true)
          .buildLiteral();

  private final Realm realm;

  public IsolateScriptHost(Realm realm) {
    this.realm = realm;
  }

  /** A promise of the exports of a module. */
  @HostAccess.Export
  public Value importModule(String name) {
    return realm.context().eval(IMPORT).execute(name);
  }

  @HostAccess.Export
  public Object beginWaiting() {
    return realm.loop().begin(EventLoop.Kind.WAIT_UNTIL);
  }

  @HostAccess.Export
  public void endWaiting(Object pending) {
    ((EventLoop.Pending) pending).cancel();
  }

  /** Reports an error that nobody else hears of. */
  @HostAccess.Export
  public void uncaught(String where, Value error) {
    realm.host().uncaught(where, realm.toData(error));
  }
}
