package dev.perdure.workers;

import java.util.Set;

/**
 * What the worker itself exports, without bindings for it. Asking for what is not there, or is of
 * another kind, is an {@link IllegalArgumentException}.
 *
 * @see <a
 *     href="https://developers.cloudflare.com/workers/runtime-apis/context/#exports">ctx.exports</a>
 */
public interface Exports {
  /** The names of all exports. */
  Set<String> names();

  /** An entrypoint; {@code default} is that of the worker. */
  Fetcher service(String name);

  /**
   * An entrypoint that finds {@code props} as its {@link ExecutionContext#props}.
   *
   * @param props a record or a {@link JsObject}
   */
  Fetcher service(String name, Object props);

  /** The objects of a class, called by the names of their methods. */
  DurableObjectNamespace<DurableObjectStub> namespace(String name);

  /** The objects of a class, called through a Java interface. */
  <T> DurableObjectNamespace<T> namespace(String name, Class<T> type);
}
