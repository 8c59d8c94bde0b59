package dev.perdure.host.session;

import dev.perdure.host.http.Front;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.id.ActorIds;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.spi.ActorNamespace;
import dev.perdure.workers.spi.Channel;
import java.util.concurrent.CompletableFuture;

/**
 * What a binding reaches that names a worker which does not run here. As in {@code wrangler dev},
 * only using it fails: a request gets status 503, a call an error. Thread-safe.
 *
 * @param worker the worker that is named
 * @param target what of it, for people
 */
record Unconnected(String worker, String target) implements Channel {
  /** The objects of a class of a worker that does not run. */
  static ActorNamespace objects(String worker, String className) {
    ActorIds ids = new ActorIds(worker + "-" + className);
    Channel channel = new Unconnected(worker, "class \"" + className + "\"");
    return new ActorNamespace() {
      @Override
      public ActorId idFromName(String name) {
        return ids.fromName(name);
      }

      @Override
      public ActorId newUniqueId() {
        return ids.unique();
      }

      @Override
      public ActorId idFromString(String text) {
        return ids.fromString(text);
      }

      @Override
      public Channel open(ActorId id) {
        return channel;
      }
    };
  }

  @Override
  @SuppressWarnings("unchecked") // a fetch is answered by a response
  public <R> CompletableFuture<R> send(Event<R> event) {
    if (event instanceof Event.Fetch) {
      String text =
          "Couldn't find a local dev session for the %s of service \"%s\" to proxy to"
              .formatted(target, worker);
      return (CompletableFuture<R>) CompletableFuture.completedFuture(Front.text(503, text));
    }
    event.discard();
    String what =
        event instanceof Event.RpcCall call ? "\"" + String.join(".", call.path()) + "\"" : "it";
    return CompletableFuture.failedFuture(
        GuestException.error(
            "Cannot access %s as we couldn't find a local dev session for the %s of service \"%s\" to proxy to."
                .formatted(what, target, worker)));
  }
}
