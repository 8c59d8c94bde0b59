package dev.perdure.js.scope;

import dev.perdure.js.wording.JsonFault;
import dev.perdure.workers.compat.CompatFlag;
import dev.perdure.workers.spi.EventLoop;
import java.util.concurrent.CompletableFuture;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code bootstrap.js} calls. */
public final class RealmHost {
  private final Realm realm;

  RealmHost(Realm realm) {
    this.realm = realm;
  }

  /** The names of the globals and of the parts they come from, in turn. */
  @HostAccess.Export
  public Value globals() {
    return realm.context().eval(Parts.globals(this::present));
  }

  private boolean present(Part part) {
    CompatFlag flag = part.flag();
    return flag == null || realm.flags().on(flag);
  }

  /** The function that makes the exports of a part. */
  @HostAccess.Export
  public Value script(String part) {
    return realm.context().eval(Parts.source(part));
  }

  /** The Java side of a part. */
  @HostAccess.Export
  public @Nullable Object host(String part) {
    return Parts.named(part).host().apply(realm);
  }

  /** Whether a compatibility flag is on; {@code name} is that of the constant. */
  @HostAccess.Export
  public boolean flag(String name) {
    return realm.flags().on(CompatFlag.valueOf(name));
  }

  /** What is wrong with a text that is no JSON. */
  @HostAccess.Export
  public String jsonFault(String text) {
    return JsonFault.in(text);
  }

  /** Calls a function in a task of its own. */
  @HostAccess.Export
  public void soon(Value function) {
    realm.loop().begin(EventLoop.Kind.ANSWER).resume(function::executeVoid);
  }

  /** Settles a promise with what a future gives. */
  @HostAccess.Export
  public void settle(Object future, Value resolve, Value reject) {
    realm.settle((CompletableFuture<?>) future, resolve, reject);
  }
}
