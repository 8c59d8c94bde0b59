package dev.perdure.host.java;

import dev.perdure.workers.Task;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.message.Payload;
import dev.perdure.workers.message.RemoteTarget;
import dev.perdure.workers.value.Shapes;
import dev.perdure.workers.value.ValueReader;
import dev.perdure.workers.value.ValueWriter;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The calls of one isolate: what it sends and what it receives. */
record Rpc(JavaRealm realm) {
  /** A copy of a value, which may have stubs in it. */
  Payload pack(@Nullable Object value) {
    Outgoing outgoing = new Outgoing(realm);
    byte[] bytes;
    try {
      bytes = ValueWriter.bytes(value, outgoing);
    } catch (RuntimeException e) {
      outgoing.withdraw();
      throw e;
    }
    if (bytes.length > Payload.MOST_BYTES) {
      outgoing.withdraw();
      throw WorkerException.error(
          "Serialized RPC arguments or return values are limited to 32MiB, but the size of this"
              + " value was: "
              + bytes.length
              + " bytes.");
    }
    return new Payload(bytes, outgoing.capabilities());
  }

  /** The result of a call as a type. */
  @Nullable Object result(Payload payload, Type type) {
    Incoming incoming = new Incoming(realm, payload.capabilities());
    Object value;
    try {
      value = Shapes.convert(ValueReader.read(payload.bytes(), incoming), type);
    } catch (RuntimeException e) {
      incoming.close();
      dispose(payload.lifetime());
      throw e;
    }
    RemoteTarget lifetime = payload.lifetime();
    if (lifetime != null && incoming.isEmpty()) {
      lifetime.dispose();
    } else if (lifetime != null) {
      realm.whenEnded(reason -> lifetime.dispose());
    }
    return value;
  }

  private static void dispose(@Nullable RemoteTarget lifetime) {
    if (lifetime != null) {
      lifetime.dispose();
    }
  }

  /** Runs a call that came in; the future completes in a turn, before the output gate. */
  CompletableFuture<Payload> receive(EventContext context, Callee callee, Event.RpcCall call) {
    CompletableFuture<Payload> answer = new CompletableFuture<>();
    realm
        .fibers()
        .start(context, () -> handle(callee, call))
        .whenComplete((payload, thrown) -> {
          if (thrown == null) {
            answer.complete(payload);
          } else {
            answer.completeExceptionally(
                new GuestException(Errors.toData(thrown).with(ErrorData.Flag.REMOTE)));
          }
        });
    return answer;
  }

  private Payload handle(Callee callee, Event.RpcCall call) throws Exception {
    try (Incoming incoming = new Incoming(realm, call.arguments().capabilities())) {
      List<?> arguments =
          call.kind() == Event.RpcCall.Kind.GET
              ? List.of()
              : (List<?>) ValueReader.read(call.arguments().bytes(), incoming);
      Object result = callee.take(call, arguments == null ? List.of() : arguments);
      return pack(
          switch (result) {
            case Task<?> task -> task.join();
            case CompletionStage<?> stage -> Task.await(stage);
            case null -> null;
            default -> result;
          });
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
