package dev.perdure.workers.event;

import dev.perdure.workers.binding.MessageQueue;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.Connection;
import dev.perdure.workers.message.Payload;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.spi.ActorSocket;
import java.time.Instant;
import java.util.List;

/**
 * Something an isolate is asked to do.
 *
 * @param <R> what it answers
 */
public sealed interface Event<R> {
  /** Whether a caller waits for the answer, who can be told that there is too much to do. */
  default boolean refusable() {
    return this instanceof Fetch || this instanceof RpcCall;
  }

  /** Lets go of what came along, where the event is not delivered. */
  default void discard() {
    if (this instanceof RpcCall call) {
      call.arguments().discard();
    }
  }

  /** An HTTP request. */
  record Fetch(RequestMessage request) implements Event<ResponseMessage> {}

  /**
   * A method call or a property read over RPC.
   *
   * @param path the names from the target to the method or property; empty for the target itself
   * @param kind whether what the path ends at is called or read
   * @param arguments the arguments as one copied array; ignored for a read
   */
  record RpcCall(List<String> path, Kind kind, Payload arguments) implements Event<Payload> {
    /** Call or read. */
    public enum Kind {
      /** A function is called. */
      CALL,
      /** A property is read. */
      GET
    }

    public RpcCall {
      path = List.copyOf(path);
    }
  }

  /**
   * Somebody connects.
   *
   * @param host the name or address that the caller gave
   * @param tls whether TLS is wanted from the start
   * @param outgoing what the caller sends
   */
  record Connect(String host, int port, boolean tls, ByteSource outgoing)
      implements Event<Connection> {}

  /** The object's alarm is due. {@code retryCount} is 0 at the first try. */
  record Alarm(Instant scheduledTime, int retryCount) implements Event<Void> {
    /** Whether an earlier try failed. */
    public boolean isRetry() {
      return retryCount > 0;
    }
  }

  /** Something happened to a socket of the object. */
  sealed interface OfSocket extends Event<Void> {
    /** The socket. */
    ActorSocket socket();
  }

  /** A text message arrived on a socket of the object. */
  record SocketText(ActorSocket socket, String message) implements OfSocket {}

  /** A binary message arrived on a socket of the object; the array is given away. */
  record SocketBinary(ActorSocket socket, byte[] message) implements OfSocket {}

  /** A socket of the object was closed by the other end, or lost. */
  record SocketClose(ActorSocket socket, int code, String reason, boolean clean)
      implements OfSocket {}

  /** A socket of the object broke. */
  record SocketError(ActorSocket socket, String message) implements OfSocket {}

  /** A cron trigger fired. The answer is whether the handler wants no other try. */
  record Scheduled(String cron, Instant scheduledTime) implements Event<Boolean> {}

  /**
   * Messages of a queue are due. A handler that fails is no failure of the event, but a verdict.
   *
   * @param backlog what the queue holds beside
   */
  record Queue(String queue, List<Delivery> messages, MessageQueue.Metrics backlog)
      implements Event<Verdict> {
    public Queue {
      messages = List.copyOf(messages);
    }
  }

  /** The test of an entrypoint is to be run; {@code workerd test} has such entrypoints. */
  record Test() implements Event<Void> {}
}
