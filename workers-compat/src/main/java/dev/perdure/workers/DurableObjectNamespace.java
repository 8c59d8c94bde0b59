package dev.perdure.workers;

/**
 * The objects of one class, whatever language they are written in.
 *
 * @param <T> how they are called: a Java interface, or {@link DurableObjectStub} for calls by name
 * @see <a href="https://developers.cloudflare.com/durable-objects/api/namespace/">Durable Object
 *     Namespace</a>
 */
public interface DurableObjectNamespace<T> {
  /** The id that a name always has. */
  DurableObjectId idFromName(String name);

  /** An id that was never given out before. */
  DurableObjectId newUniqueId();

  /**
   * Reads an id that was written as text.
   *
   * @throws WorkerException a {@code TypeError} if it is of another namespace
   */
  DurableObjectId idFromString(String text);

  /** A stub of the object; nothing is started yet. */
  T get(DurableObjectId id);

  /** A stub of the object that has a name. */
  default T getByName(String name) {
    return get(idFromName(name));
  }

  /** A stub of the object for requests and calls by name. */
  DurableObjectStub stub(DurableObjectId id);
}
