package dev.perdure.workers.spi;

import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.ErrorData;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The facets of one object: children with names, each an instance of some class in an isolate of
 * its own, with a database of its own beside the object's. They live and die with it. Confined to
 * the isolate's thread, except for the channels.
 */
public interface ActorFacets {
  /** The most bytes of a name in UTF-8. */
  int LONGEST_NAME = 256;

  /** The most levels of objects inside each other, the outermost included. */
  int MOST_LEVELS = 4;

  /**
   * What a facet is started as.
   *
   * @param id what its script sees as its id; null where that is {@code text} or its parent's
   * @param text what its script sees in place of an id, or null
   */
  record Start(ActorType type, @Nullable ActorId id, @Nullable String text) {}

  /** How many objects this one is inside of. */
  int depth();

  /**
   * A way to the facet. At the first event it is the one that runs or was started, else {@code
   * starter} is asked, on any thread, what to start.
   */
  Channel open(String name, Supplier<CompletableFuture<Start>> starter);

  /** Ends the facet, if there is one; its callers get {@code reason}. What it has written stays. */
  void abort(String name, ErrorData reason);

  /** Ends the facet; it and everything inside of it loses what it has written. */
  void delete(String name);

  /** Ends the facet {@code to}; what {@code from} and all inside of it have written is copied. */
  void copy(String from, String to);

  /** Deletes all of them, as the object's own storage was. */
  void deleteAll();
}
