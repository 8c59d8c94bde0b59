package dev.perdure.host.websocket;

import dev.perdure.workers.message.SocketEnd;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One connection with a server. It asks for the next message when the other side has caught up. */
final class DialedSocket implements WebSocket.Listener, SocketEnd.Listener {
  private static final long MOST_BEHIND = 1L << 20;

  private final SocketEnd end;
  private final Growing message = new Growing();
  private final StringBuilder text = new StringBuilder();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable WebSocket socket;
  private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
  private boolean closeSent;
  private boolean closeReceived;

  // How much came of a message that is too large.
  private long dropped;

  DialedSocket(SocketEnd end) {
    this.end = end;
  }

  /** The connection stands. */
  void opened(WebSocket opened) {
    lock.lock();
    try {
      socket = opened;
    } finally {
      lock.unlock();
    }
    end.listen(this);
  }

  @Override
  public void onOpen(WebSocket opened) {
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    if (!tooLarge(from, text.length(), data.length(), last)) {
      text.append(data);
      if (last) {
        end.sendText(text.toString());
        text.setLength(0);
        text.trimToSize();
      }
      more(from);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    int count = data.remaining();
    if (!tooLarge(from, message.size(), count, last)) {
      data.get(message.room(count), message.size(), count);
      message.added(count);
      if (last) {
        end.sendBinary(message.take());
      }
      more(from);
    }
    return null;
  }

  /**
   * Whether a message has more than may be kept. Then what comes is counted up to as much again,
   * because the fault says how long the message is, which the JDK does not tell before.
   */
  private boolean tooLarge(WebSocket from, int kept, int more, boolean last) {
    if (dropped == 0 && (long) kept + more <= WireSocket.MOST_BYTES) {
      return false;
    }
    dropped += more;
    if (last || dropped > WireSocket.MOST_BYTES) {
      ProtocolException fault = ProtocolException.tooLarge(kept + dropped, WireSocket.MOST_BYTES);
      end.fail(fault.forGuest());
      send(open -> open.sendClose(fault.code(), fault.getMessage()), from::abort);
    } else {
      from.request(1);
    }
    return true;
  }

  private void more(WebSocket from) {
    if (end.backlog() > MOST_BEHIND) {
      end.whenCaughtUp(() -> from.request(1));
    } else {
      from.request(1);
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    boolean finished;
    lock.lock();
    try {
      closeReceived = true;
      finished = closeSent;
    } finally {
      lock.unlock();
    }
    end.close(code, reason);
    if (finished) {
      end.abort();
    }
    // The JDK answers the Close once this completes: never, since the other end does.
    return new CompletableFuture<Void>();
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    end.abort();
  }

  @Override
  public void text(String sentText) {
    send(open -> open.sendText(sentText, true), end::taken);
  }

  @Override
  public void binary(byte[] bytes) {
    send(open -> open.sendBinary(ByteBuffer.wrap(bytes), true), end::taken);
  }

  @Override
  public void closed(int code, String reason, boolean clean) {
    if (!clean) {
      send(CompletableFuture::completedFuture, this::abort);
      return;
    }
    // The JDK cannot send a Close frame without a code.
    send(
        open -> open.sendClose(code == 1005 ? WebSocket.NORMAL_CLOSURE : code, reason),
        this::closeSent);
  }

  private void closeSent() {
    boolean finished;
    lock.lock();
    try {
      closeSent = true;
      finished = closeReceived;
    } finally {
      lock.unlock();
    }
    if (finished) {
      end.abort();
      abort();
    }
  }

  private void abort() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }

  @Override
  public void failed(String fault) {
    send(CompletableFuture::completedFuture, this::abort);
  }

  /** Sends after what was sent before, as the JDK wants it. */
  private void send(Function<WebSocket, CompletableFuture<WebSocket>> action, Runnable after) {
    lock.lock();
    try {
      WebSocket open = socket;
      if (open != null) {
        sent =
            sent.handle((value, thrown) -> action.apply(open))
                .thenCompose(Function.identity())
                .whenComplete((value, thrown) -> after.run());
      }
    } finally {
      lock.unlock();
    }
  }
}
