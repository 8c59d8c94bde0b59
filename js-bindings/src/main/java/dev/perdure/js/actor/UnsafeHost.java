package dev.perdure.js.actor;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.Channel;
import dev.perdure.workers.spi.Evictions;
import org.graalvm.polyglot.HostAccess;

/** What {@code lib/unsafe.js} calls. */
public final class UnsafeHost {
  private final Realm realm;

  public UnsafeHost(Realm realm) {
    this.realm = realm;
  }

  private Evictions evictions() {
    Evictions evictions = realm.host().evictions();
    if (evictions == null) {
      throw realm.raise(
          GuestException.error(
              "The module 'workerd:unsafe' works in tests only; run them with 'perdure test'."));
    }
    return evictions;
  }

  @HostAccess.Export
  public Object abortAll() {
    return evictions().abortAll();
  }

  @HostAccess.Export
  public Object deleteAll() {
    return evictions().deleteAll();
  }

  @HostAccess.Export
  public Object evictAll(boolean closeSockets) {
    return evictions().evictAll(closeSockets);
  }

  @HostAccess.Export
  public Object evict(Object channel, boolean closeSockets) {
    return evictions().evict((Channel) channel, closeSockets);
  }
}
