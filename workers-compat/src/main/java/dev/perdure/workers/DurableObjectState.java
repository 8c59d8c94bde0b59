package dev.perdure.workers;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What the host gives one object.
 *
 * @see <a href="https://developers.cloudflare.com/durable-objects/api/state/">Durable Object
 *     State</a>
 */
public interface DurableObjectState {
  /** The id of the object, with its name where it was addressed by one. */
  DurableObjectId id();

  /** The object's children. */
  Facets facets();

  /** What the worker exports, without bindings for it. */
  Exports exports();

  /** The object's storage. */
  DurableObjectStorage storage();

  /**
   * Runs {@code callback} while no other event comes in, and waits for it. What it throws resets
   * the object, as does taking longer than 30 s.
   */
  <T extends @Nullable Object> T blockConcurrencyWhile(Callable<T> callback);

  /** Lets a task go on after the answer; what it throws is logged. */
  void waitUntil(Task<?> task);

  /** Takes over a socket for hibernation: its messages are events of the object from now on. */
  void acceptWebSocket(WebSocket socket, String... tags);

  /** All sockets that were so accepted and are connected. */
  List<WebSocket> getWebSockets();

  /** Those of them that have a tag. */
  List<WebSocket> getWebSockets(String tag);

  /** Has a text answered without the object; null takes that back. */
  void setWebSocketAutoResponse(@Nullable AutoResponse response);

  /** What was set last. */
  Optional<AutoResponse> getWebSocketAutoResponse();

  /**
   * Resets the object: what runs ends, writes that are not durable are dropped. Does not return.
   */
  void abort(@Nullable String reason);

  /** A text message and the answer to it. */
  record AutoResponse(String request, String response) {}
}
