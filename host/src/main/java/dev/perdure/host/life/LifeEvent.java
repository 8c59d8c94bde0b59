package dev.perdure.host.life;

import dev.perdure.workers.id.ActorId;
import java.util.Objects;

/**
 * Something that happened to one object.
 *
 * @param kind what
 * @param namespace the object's namespace, {@code <worker>-<class>}
 * @param className its class
 * @param id its id, with the name where it was addressed by one
 * @param reason why, for people: the event that came, or the error that ended the instance
 */
public record LifeEvent(Kind kind, String namespace, String className, ActorId id, String reason) {
  /** What can happen to an object. */
  public enum Kind {
    /** Its first instance is made: it had neither a database nor sockets. */
    CREATED,
    /** A new instance is made of an object that was there before. */
    WOKEN,
    /** Nothing happened in it: the instance goes, its sockets stay. */
    HIBERNATED,
    /** The instance goes although it could not hibernate, or before its time; sockets stay. */
    EVICTED,
    /** The instance ended by an error, an abort, a limit or new code; sockets are dropped. */
    RESET
  }

  public LifeEvent {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(className);
    Objects.requireNonNull(id);
    Objects.requireNonNull(reason);
  }
}
