package dev.perdure.workers;

import java.util.Optional;

/**
 * A session with a D1 database, which has a bookmark to go on from later.
 *
 * @see <a href="https://developers.cloudflare.com/d1/best-practices/read-replication/">Read
 *     replication</a>
 */
public interface D1Session extends D1Database {
  /** The latest state that was seen, for {@link #session}; nothing before the first statement. */
  Optional<String> bookmark();
}
