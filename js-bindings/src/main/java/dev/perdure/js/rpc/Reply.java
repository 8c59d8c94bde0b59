package dev.perdure.js.rpc;

import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.message.Payload;
import dev.perdure.workers.spi.OutputGate;
import java.util.concurrent.CompletableFuture;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Where {@code rpc.js} says how a call that came in ended. */
public final class Reply {
  private final RpcSite site;
  private final CompletableFuture<Payload> answer;
  private final OutputGate gate;

  /** Completes {@code answer} behind {@code gate}. */
  Reply(RpcSite site, CompletableFuture<Payload> answer, OutputGate gate) {
    this.site = site;
    this.answer = answer;
    this.gate = gate;
  }

  /** The call ended with a value, made by {@link RpcHost#message}. */
  @HostAccess.Export
  public void done(Object message) {
    Payload payload = (Payload) message;
    gate.send(() -> {
      if (!answer.complete(payload)) {
        payload.discard();
      }
    });
  }

  /**
   * The call ended with an error; {@code numbers} is null where the thrown value cannot be copied.
   */
  @HostAccess.Export
  public void failed(
      String name,
      String message,
      @Nullable String stack,
      String[] flags,
      @Nullable String objectId,
      Value numbers,
      int size,
      String text,
      Value buffers) {
    byte[] value = numbers.isNull() ? null : site.cloner().encode(numbers, size, text, buffers);
    fail(ErrorTransport.data(name, message, stack, flags, objectId, value));
  }

  void fail(ErrorData error) {
    gate.send(() -> answer.completeExceptionally(new GuestException(error)));
  }
}
