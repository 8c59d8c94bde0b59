package dev.perdure.js.rpc;

import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.Payload;
import dev.perdure.workers.spi.Channel;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a stub of a guest leads to. Thread-safe. */
sealed interface RpcClient {
  /** The client that a guest's stub has: one of ours, or a channel for a service. */
  static RpcClient of(Object client) {
    return client instanceof Channel channel ? new Service(channel) : (RpcClient) client;
  }

  /** Sends a call; the future completes on any thread. */
  CompletableFuture<Payload> send(Event.RpcCall call);

  /** See {@link dev.perdure.workers.message.RemoteTarget#endedSince}. */
  default @Nullable ErrorData endedSince(long nanos) {
    return null;
  }

  /** A worker, entrypoint or object: nothing to dispose of. */
  record Service(Channel channel) implements RpcClient {
    @Override
    public CompletableFuture<Payload> send(Event.RpcCall call) {
      return channel.send(call);
    }
  }

  /** One object or function; the guest, or the collector after it, gives it back. */
  record Stub(StubHolder holder) implements RpcClient {
    @Override
    public CompletableFuture<Payload> send(Event.RpcCall call) {
      return holder.target().call(call);
    }

    @Override
    public @Nullable ErrorData endedSince(long nanos) {
      return holder.target().endedSince(nanos);
    }
  }
}
