package dev.perdure.js.rpc;

import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.message.Payload;
import dev.perdure.workers.message.RemoteTarget;
import dev.perdure.workers.spi.LocalTarget;
import java.util.concurrent.CompletableFuture;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * An object or function of a script that others hold stubs of. When the last handle is given back,
 * its disposer runs, once.
 */
final class ScriptTarget extends LocalTarget {
  private final RpcSite site;
  private final Value target;
  private final boolean ownProperties;
  private final @Nullable Value disposer;
  private final @Nullable Value extra;
  private volatile boolean ended;

  /**
   * A target without handles.
   *
   * @param extra handed to the script with each call, or null
   */
  ScriptTarget(
      RpcSite site,
      Value target,
      boolean ownProperties,
      @Nullable Value disposer,
      @Nullable Value extra) {
    super(site.loop());
    this.site = site;
    this.target = target;
    this.ownProperties = ownProperties;
    this.disposer = disposer;
    this.extra = extra;
  }

  /** The target that a handle of this isolate leads to. */
  static ScriptTarget behind(RemoteTarget handle) {
    return (ScriptTarget) target(handle);
  }

  /** Takes no more calls. */
  void end() {
    ended = true;
    inbox.end();
  }

  @Override
  protected CompletableFuture<Payload> enqueue(Event.RpcCall call) {
    CompletableFuture<Payload> answer = new CompletableFuture<>();
    if (ended) {
      call.arguments().discard();
      return CompletableFuture.failedFuture(new GuestException(NOT_RUNNING));
    }
    if (site.begin(answer)) {
      inbox.add(() ->
          site.receive(
              target,
              ownProperties ? "own" : "prototype",
              extra,
              call,
              new Reply(site, answer, site::send)));
    } else {
      call.arguments().discard();
    }
    return answer;
  }

  @Override
  protected @Nullable ErrorData endedSince(long nanos) {
    return site.endedSince(nanos);
  }

  @Override
  protected void lastHandleGone() {
    if (disposer == null) {
      inbox.close();
      return;
    }
    inbox.add(() -> {
      inbox.close();
      site.runDisposer(target, disposer);
    });
  }
}
