package dev.perdure.host.java;

import dev.perdure.workers.WebSocket;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.message.SocketEnd;
import dev.perdure.workers.spi.EventLoop;
import dev.perdure.workers.spi.Inbox;

/**
 * Brings what arrives on one socket to its listener, each message in a task and on a fiber of its
 * own. Listener methods are called on any thread, the rest in turns of the isolate.
 */
final class SocketReader implements SocketEnd.Listener {
  /** What a guest does with a message. */
  private interface Action {
    void run() throws Exception;
  }

  private final Sockets sockets;
  private final SocketView view;
  private final WebSocket.Listener listener;
  private final EventContext context;
  private final Inbox inbox;
  private final EventLoop.Pending holding;
  private boolean ended;

  SocketReader(Sockets sockets, SocketView view, WebSocket.Listener listener) {
    this.sockets = sockets;
    this.view = view;
    this.listener = listener;
    this.context = sockets.realm().fibers().self().context();
    this.inbox = new Inbox(loop(), EventLoop.Kind.LISTENER);
    this.holding = loop().begin(EventLoop.Kind.SOCKET);
  }

  void begin() {
    inbox.open();
    view.end().listen(this);
  }

  private EventLoop loop() {
    return sockets.realm().host().loop();
  }

  @Override
  public void text(String message) {
    arrive(() -> {
      view.end().taken();
      handle(() -> listener.text(view, message), true);
    });
  }

  @Override
  public void binary(byte[] message) {
    arrive(() -> {
      view.end().taken();
      handle(() -> listener.binary(view, message), true);
    });
  }

  @Override
  public void closed(int code, String reason, boolean clean) {
    arrive(() -> {
      finish();
      if (!clean) {
        view.lost();
      }
      handle(
          () -> {
            try {
              listener.closed(view, code, reason, clean);
            } finally {
              view.replyClose(code, reason);
            }
          },
          false);
    });
  }

  @Override
  public void failed(String message) {
    arrive(() -> {
      finish();
      view.lost();
      handle(() -> listener.failed(view, WorkerException.error(message)), false);
    });
  }

  private void handle(Action action, boolean fatal) {
    sockets
        .realm()
        .fibers()
        .start(
            context,
            () -> {
              action.run();
              return true;
            })
        .whenComplete((done, thrown) -> {
          if (thrown != null) {
            sockets.realm().host().uncaught("websocket", Errors.toData(thrown));
            if (fatal) {
              // As on the platform, a listener that throws ends the connection.
              finish();
              view.lost();
              sockets.lose(view.end());
              view.end().abort();
            }
          }
        });
  }

  private void arrive(Runnable message) {
    inbox.add(() -> {
      if (!ended) {
        message.run();
      }
    });
  }

  private void finish() {
    ended = true;
    inbox.end();
    holding.cancel();
  }
}
