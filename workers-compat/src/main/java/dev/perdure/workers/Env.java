package dev.perdure.workers;

import java.util.Set;

/**
 * The bindings of a worker by name. Asking for one that is not there, or is of another kind, is an
 * {@link IllegalArgumentException}.
 */
public interface Env {
  /** The names of all bindings. */
  Set<String> names();

  /** Whether there is a binding of that name. */
  default boolean has(String name) {
    return names().contains(name);
  }

  /** A variable or secret. */
  String text(String name);

  /** A variable that is JSON, as a record or another type. */
  <T> T json(String name, Class<T> type);

  /** Objects of a class, called by the names of their methods. */
  DurableObjectNamespace<DurableObjectStub> namespace(String name);

  /** Objects of a class, called through a Java interface. */
  <T> DurableObjectNamespace<T> namespace(String name, Class<T> type);

  /** Another worker, or an entrypoint of this one. */
  Fetcher service(String name);

  /** The same through a Java interface. */
  <T> T service(String name, Class<T> type);

  /** A namespace of Workers KV. */
  KvNamespace kv(String name);

  /** A D1 database. */
  D1Database d1(String name);

  /** An R2 bucket. */
  R2Bucket bucket(String name);

  /** A queue to send to. */
  WorkerQueue queue(String name);

  /** Whether one more call under {@code key} is within the limit of a rate limiter. */
  boolean limit(String name, String key);

  /**
   * Sends a request to the network and waits for the response; other events may run meanwhile.
   * Redirects are followed.
   *
   * @throws WorkerException if there is no response
   */
  Response fetch(Request request);

  /**
   * Opens a TCP connection and waits for it; other events may run meanwhile.
   *
   * @throws WorkerException if there is none
   */
  TcpSocket connect(String host, int port);

  /** The same with TLS from the start. */
  TcpSocket connectTls(String host, int port);

  /** Sends a GET request to the network. */
  default Response fetch(String url) {
    return fetch(Request.get(url));
  }
}
