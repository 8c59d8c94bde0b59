package dev.perdure.workers;

import java.util.Objects;

/**
 * A Durable Object: at most one instance for each id, with storage of its own. A subclass has a
 * constructor {@code (DurableObjectState ctx, Env env)}; it runs before the first event, and fields
 * last until the object is put to sleep.
 *
 * <p>Public methods that a subclass adds can be called through stubs, from Java and from
 * JavaScript. Handlers run one at a time, except that others may come in where a call waits.
 *
 * @see <a href="https://developers.cloudflare.com/durable-objects/api/base/">Durable Object Base
 *     Class</a>
 */
public abstract class DurableObject {
  /** The object's id, storage and sockets. */
  protected final DurableObjectState ctx;

  /** The bindings. */
  protected final Env env;

  /** An instance, which the host makes. */
  protected DurableObject(DurableObjectState ctx, Env env) {
    this.ctx = Objects.requireNonNull(ctx);
    this.env = Objects.requireNonNull(env);
  }

  /**
   * Answers an HTTP request that was sent through a stub.
   *
   * @throws Exception for whatever goes wrong; the caller is told
   */
  public Response fetch(Request request) throws Exception {
    throw WorkerException.error("Handler does not export a fetch() function.");
  }

  /**
   * Somebody connects through a stub. The connection ends with this.
   *
   * @throws Exception for whatever goes wrong
   */
  public void connect(TcpSocket socket) throws Exception {
    throw WorkerException.error("Handler does not export a connect() function.");
  }

  /**
   * The alarm is due. It is tried again later where this fails.
   *
   * @throws Exception for whatever goes wrong
   */
  public void alarm(AlarmInfo alarm) throws Exception {
    throw WorkerException.error("Handler does not export an alarm() function.");
  }

  /**
   * A text message arrived on a socket that was accepted for hibernation.
   *
   * @throws Exception for whatever goes wrong; it is logged
   */
  public void webSocketMessage(WebSocket socket, String message) throws Exception {}

  /**
   * A binary message arrived on a socket that was accepted for hibernation.
   *
   * @throws Exception for whatever goes wrong; it is logged
   */
  public void webSocketMessage(WebSocket socket, byte[] message) throws Exception {}

  /**
   * The other end of such a socket closed, or vanished.
   *
   * @param code the code of the close frame; 1005 stands for none, 1006 for a lost connection
   * @param wasClean whether there was a close frame
   * @throws Exception for whatever goes wrong; it is logged
   */
  public void webSocketClose(WebSocket socket, int code, String reason, boolean wasClean)
      throws Exception {}

  /**
   * Such a socket broke.
   *
   * @throws Exception for whatever goes wrong; it is logged
   */
  public void webSocketError(WebSocket socket, WorkerException error) throws Exception {}
}
