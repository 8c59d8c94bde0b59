package dev.perdure.workers;

import dev.perdure.workers.platform.Platform;

/**
 * What answers the requests of a worker. There is one instance in each isolate, made by the
 * constructor without parameters; fields outlast a request and are not kept.
 *
 * <p>Public methods that a subclass adds can be called through a service binding. The class is an
 * entrypoint under its simple name; see the documentation on Java workers for which one is the
 * default.
 *
 * @see <a href="https://developers.cloudflare.com/workers/runtime-apis/handlers/">Handlers</a>
 */
public abstract class Worker {
  /** A worker without state. */
  protected Worker() {}

  /** The bindings; for methods that are called over RPC. */
  protected final Env env() {
    return Platform.current().env();
  }

  /** The event that runs; for methods that are called over RPC. */
  protected final ExecutionContext ctx() {
    return Platform.current().context();
  }

  /**
   * Answers an HTTP request.
   *
   * @throws Exception for whatever goes wrong; the caller is told
   */
  public Response fetch(Request request, Env env, ExecutionContext ctx) throws Exception {
    throw WorkerException.error("Handler does not export a fetch() function.");
  }

  /**
   * Messages of a queue came that the worker consumes.
   *
   * @throws Exception for whatever goes wrong; the messages come again
   */
  public void queue(MessageBatch batch, Env env, ExecutionContext ctx) throws Exception {
    throw WorkerException.error("Handler does not export a queue() function");
  }

  /**
   * Somebody connects, through a service binding. The connection ends with this.
   *
   * @throws Exception for whatever goes wrong
   */
  public void connect(TcpSocket socket, Env env, ExecutionContext ctx) throws Exception {
    throw WorkerException.error("Handler does not export a connect() function.");
  }

  /**
   * Runs as a case of {@code perdure test}.
   *
   * @throws Exception for whatever goes wrong; the case has failed
   */
  public void test(Env env, ExecutionContext ctx) throws Exception {
    throw WorkerException.error("Handler does not export a test() function");
  }

  /**
   * A cron trigger fired.
   *
   * @throws Exception for whatever goes wrong; it is logged
   */
  public void scheduled(ScheduledEvent event, Env env, ExecutionContext ctx) throws Exception {
    throw WorkerException.error("Handler does not export a scheduled() function");
  }
}
