package dev.perdure.host.java;

import dev.perdure.workers.WebSocket;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.message.SocketEnd;
import dev.perdure.workers.spi.ActorSocket;
import dev.perdure.workers.value.References;
import dev.perdure.workers.value.Shapes;
import dev.perdure.workers.value.ValueReader;
import dev.perdure.workers.value.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One end of a socket as a guest holds it. */
final class SocketView implements WebSocket {
  private static final int NO_CODE = 1005;
  private static final int LONGEST_REASON = 123;
  private static final Set<Integer> RESERVED = Set.of(1004, 1005, 1006, 1015);
  private static final String NOT_ACCEPTED =
      "You must call one of accept() or state.acceptWebSocket() on this WebSocket before sending"
          + " messages.";

  private enum Stage {
    WAITING,
    ACCEPTED,
    HIBERNATABLE,
    RELEASED
  }

  private final Sockets sockets;
  private final SocketEnd end;
  private Stage stage = Stage.WAITING;
  private @Nullable ActorSocket socket;
  private byte @Nullable [] attachment;
  private boolean closedOutgoing;
  private boolean lost;

  SocketView(Sockets sockets, SocketEnd end) {
    this.sockets = sockets;
    this.end = end;
  }

  SocketEnd end() {
    return end;
  }

  byte @Nullable [] attachment() {
    return attachment;
  }

  /** It goes to somebody else in a response. */
  void release() {
    String refusal =
        switch (stage) {
          case WAITING -> "";
          case ACCEPTED -> "Can't return WebSocket in a Response after calling accept().";
          case HIBERNATABLE ->
              "Can't return WebSocket in a Response after calling acceptWebSocket().";
          case RELEASED -> "Can't return WebSocket that was already used in a response.";
        };
    if (!refusal.isEmpty()) {
      throw WorkerException.typeError(refusal);
    }
    stage = Stage.RELEASED;
  }

  void checkWaiting() {
    if (stage == Stage.ACCEPTED || stage == Stage.HIBERNATABLE) {
      throw WorkerException.error(
          "Cannot call `acceptWebSocket()` if the WebSocket was already accepted via `accept()`");
    }
    if (stage == Stage.RELEASED) {
      throw WorkerException.typeError(
          "Tried to make an api::WebSocket hibernatable when it was in an incompatible state.");
    }
  }

  void hibernate(ActorSocket accepted) {
    stage = Stage.HIBERNATABLE;
    socket = accepted;
    attachment = accepted.attachment();
    closedOutgoing = accepted.closedOutgoing();
  }

  @Override
  public void accept(Listener listener) {
    switch (stage) {
      case WAITING -> {
        stage = Stage.ACCEPTED;
        sockets.realm().fibers().act(() -> new SocketReader(sockets, this, listener).begin());
      }
      case ACCEPTED -> throw WorkerException.typeError("This WebSocket was accepted already.");
      case HIBERNATABLE ->
          throw WorkerException.typeError("Can't accept() WebSocket after enabling hibernation.");
      case RELEASED ->
          throw WorkerException.typeError(
              "Can't accept() WebSocket that was already used in a response.");
    }
  }

  private boolean mute() {
    if (closedOutgoing) {
      throw WorkerException.typeError("Can't call WebSocket send() after close().");
    }
    if (stage == Stage.WAITING) {
      throw WorkerException.typeError(NOT_ACCEPTED);
    }
    return lost || stage == Stage.RELEASED;
  }

  @Override
  public void send(String message) {
    if (!mute()) {
      leave(() -> end.sendText(message));
    }
  }

  @Override
  public void send(byte[] message) {
    if (!mute()) {
      byte[] copy = message.clone();
      leave(() -> end.sendBinary(copy));
    }
  }

  private void leave(Runnable message) {
    sockets.realm().fibers().act(() -> sockets.realm().host().output().send(message));
  }

  @Override
  public void close() {
    sendClose(NO_CODE, "");
  }

  @Override
  public void close(int code, @Nullable String reason) {
    if (code < 1000 || code >= 5000 || RESERVED.contains(code)) {
      throw new WorkerException(
          "InvalidAccessError", "Invalid WebSocket close code: " + code + ".");
    }
    String text = reason == null ? "" : reason;
    if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_REASON) {
      throw new WorkerException(
          "SyntaxError",
          "WebSocket close reason must not be longer than 123 bytes when UTF-8 encoded.");
    }
    sendClose(code, text);
  }

  private void sendClose(int code, String reason) {
    if (closedOutgoing || lost || stage == Stage.RELEASED) {
      return;
    }
    if (stage == Stage.WAITING) {
      throw WorkerException.typeError(NOT_ACCEPTED);
    }
    closedOutgoing = true;
    ActorSocket accepted = socket;
    if (accepted != null) {
      sockets.realm().fibers().act(accepted::closeOutgoing);
    }
    leave(() -> end.close(code, reason));
  }

  /** The other side has closed; the answer goes out where the guest gave none. */
  void replyClose(int code, String reason) {
    if (!closedOutgoing && !lost) {
      sendClose(code, reason);
    }
    // Until its last word is on its way, the end is lost with this isolate.
    leave(() -> sockets.lose(end));
  }

  /** The connection is no more. */
  void lost() {
    lost = true;
  }

  boolean answered() {
    return closedOutgoing;
  }

  @Override
  public List<String> tags() {
    if (socket == null) {
      throw WorkerException.error(
          stage == Stage.ACCEPTED
              ? "only hibernatable websockets can have tags."
              : "you must call 'acceptWebSocket()' before attempting to access the tags of a"
                  + " WebSocket.");
    }
    return socket.tags();
  }

  @Override
  public void serializeAttachment(@Nullable Object value) {
    byte[] bytes = ValueWriter.bytes(value, References.NONE);
    if (bytes.length > ActorSocket.MOST_ATTACHED) {
      throw WorkerException.error(
          "A WebSocket 'attachment' cannot be larger than %d bytes.'attachment' was %d bytes."
              .formatted(ActorSocket.MOST_ATTACHED, bytes.length));
    }
    attachment = bytes;
    ActorSocket accepted = socket;
    if (accepted != null) {
      sockets.realm().fibers().act(() -> accepted.attach(bytes));
    }
  }

  @Override
  public <T> Optional<T> deserializeAttachment(Class<T> type) {
    return attachment == null
        ? Optional.empty()
        : Optional.ofNullable(Shapes.to(ValueReader.read(attachment, References.NONE), type));
  }

  @Override
  public Optional<Instant> autoResponseTimestamp() {
    return socket == null ? Optional.empty() : Optional.ofNullable(socket.autoResponseTime());
  }
}
