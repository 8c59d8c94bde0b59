package dev.perdure.js.socket;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.message.SocketEnd;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.spi.Inbox;
import java.util.function.Consumer;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * Brings what arrives on one socket into the isolate, one message in each task. Its listener
 * methods may be called on any thread; the rest is confined to the isolate's.
 */
final class SocketReader implements SocketEnd.Listener {
  private final Realm realm;
  private final SocketEnd end;
  private final Value receive;
  private final Inbox inbox;
  private EventLoop.@Nullable Pending holding;
  private boolean ended;

  /** A reader that calls {@code receive}. */
  SocketReader(Realm realm, SocketEnd end, Value receive) {
    this.realm = realm;
    this.end = end;
    this.receive = receive;
    this.inbox = new Inbox(realm.host().loop(), EventLoop.Kind.LISTENER);
    inbox.open();
  }

  /** Keeps the isolate in memory until the socket is closed. */
  void hold() {
    if (holding == null && !ended) {
      holding = realm.loop().begin(EventLoop.Kind.SOCKET);
    }
  }

  @Override
  public void text(String message) {
    arrive(call -> {
      end.taken();
      call.executeVoid("text", message);
    });
  }

  @Override
  public void binary(byte[] message) {
    arrive(call -> {
      end.taken();
      call.executeVoid("binary", realm.arrayBuffer(message));
    });
  }

  @Override
  public void closed(int code, String reason, boolean clean) {
    arrive(call -> {
      finish();
      call.executeVoid("closed", code, reason, clean);
    });
  }

  @Override
  public void failed(String message) {
    arrive(call -> {
      finish();
      call.executeVoid("failed", message);
    });
  }

  private void arrive(Consumer<Value> message) {
    inbox.add(() -> {
      if (!ended) {
        message.accept(receive);
      }
    });
  }

  private void finish() {
    ended = true;
    inbox.end();
    if (holding != null) {
      holding.cancel();
    }
  }
}
