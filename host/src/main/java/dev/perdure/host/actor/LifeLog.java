package dev.perdure.host.actor;

import dev.perdure.host.life.LifeEvent;
import dev.perdure.host.life.LifeListener;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.ErrorData;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of the lives of the objects of one class: to the log and to a listener. Thread-safe. */
final class LifeLog {
  private static final Logger LOG = LoggerFactory.getLogger(LifeLog.class);

  private final String namespace;
  private final String className;
  private final LifeListener listener;

  LifeLog(String namespace, String className, LifeListener listener) {
    this.namespace = namespace;
    this.className = className;
    this.listener = listener;
  }

  /** The same log, for facets that are instances of another class. */
  LifeLog of(String className) {
    return new LifeLog(namespace, className, listener);
  }

  void tell(LifeEvent.Kind kind, ActorId id, String reason) {
    if (LOG.isDebugEnabled()) {
      String name = id.name();
      LOG.debug(
          "{} {}({}): {}",
          kind.name().toLowerCase(Locale.ROOT),
          className,
          name == null ? id.hex() : name.replaceAll("\\p{Cntrl}", "?"),
          reason.replaceAll("\\p{Cntrl}", " "));
    }
    try {
      listener.happened(new LifeEvent(kind, namespace, className, id, reason));
    } catch (RuntimeException e) {
      LOG.error("The listener of objects' lives failed.", e);
    }
  }

  /** An event as a reason. */
  static String reason(Event<?> event) {
    return switch (event) {
      case Event.Fetch _ -> "fetch";
      case Event.Connect _ -> "connect";
      case Event.RpcCall call -> "call of " + String.join(".", call.path());
      case Event.Alarm _ -> "alarm";
      case Event.SocketText _, Event.SocketBinary _ -> "webSocketMessage";
      case Event.SocketClose _ -> "webSocketClose";
      case Event.SocketError _ -> "webSocketError";
      case Event.Scheduled _ -> "scheduled";
      case Event.Queue _ -> "queue";
      case Event.Test _ -> "test";
    };
  }

  /** An error as a reason. */
  static String reason(ErrorData error) {
    return error.name() + ": " + error.message();
  }
}
