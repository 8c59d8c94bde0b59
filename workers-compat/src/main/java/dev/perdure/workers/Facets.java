package dev.perdure.workers;

/**
 * The facets of an object: children with names, each with a storage of its own beside the object's,
 * which live and die with it. A facet is started at the first call.
 *
 * @see <a
 *     href="https://developers.cloudflare.com/dynamic-workers/usage/durable-object-facets/">Durable
 *     Object Facets</a>
 */
public interface Facets {
  /**
   * A facet.
   *
   * @param className a class of objects that this worker exports, in whatever language
   */
  Fetcher get(String name, String className);

  /** The same through a Java interface. */
  default <T> T get(String name, String className, Class<T> type) {
    return get(name, className).as(type);
  }

  /** Ends a facet, if there is one; its callers are told the reason. What it wrote stays. */
  void abort(String name, String reason);

  /** Ends a facet and drops what it wrote. */
  void delete(String name);

  /** Copies what the facet {@code from} wrote; ends the facet {@code to} before. */
  void copy(String from, String to);
}
