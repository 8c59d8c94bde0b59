package dev.perdure.workers.spi;

import dev.perdure.workers.message.SocketEnd;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one object that outlast its isolate, and the settings that go with them. Confined
 * to the isolate's thread.
 *
 * @see <a href="https://developers.cloudflare.com/durable-objects/best-practices/websockets/">Use
 *     WebSockets</a>
 */
public interface ActorSockets {
  /** The most sockets of one object. */
  int MOST_SOCKETS = 32_768;

  /**
   * Takes over a socket; its messages come as events from now on.
   *
   * @param tags without repetition
   * @param attachment in V8's serialization format, or null
   * @throws dev.perdure.workers.message.GuestException if there are too many
   */
  ActorSocket accept(SocketEnd end, List<String> tags, byte @Nullable [] attachment);

  /** All sockets that are connected, the newest first. */
  List<ActorSocket> all();

  /** Those that have a tag, the oldest first. */
  List<ActorSocket> tagged(String tag);

  /** Sets which text is answered without the object, or removes that with null. */
  void autoRespond(@Nullable AutoResponse response);

  /** What was set last, or null. */
  @Nullable AutoResponse autoResponse();

  /** Limits how long a handler may take, or lifts the limit with null. */
  void limitEvents(@Nullable Duration limit);

  /** The limit, or null. */
  @Nullable Duration eventLimit();

  /** A text message and the answer to it. */
  record AutoResponse(String request, String response) {}
}
