package dev.perdure.workers;

import java.util.Set;

/**
 * A call of another worker or object failed: with what its code threw, in whatever language, or
 * because it could not be reached. The name and message are those that were thrown.
 *
 * @see <a href="https://developers.cloudflare.com/durable-objects/best-practices/error-handling/">
 *     Error handling</a>
 */
public final class RpcException extends WorkerException {
  private static final long serialVersionUID = 1;

  /** What an error says beside its text. */
  public enum Flag {
    /** It was thrown on the other side. */
    REMOTE,
    /** The same call may succeed on a new stub. */
    RETRYABLE,
    /** The object had too much to do. */
    OVERLOADED,
    /** The object lost its memory. */
    DURABLE_OBJECT_RESET
  }

  private final transient Set<Flag> flags;

  /** An error of the other side. */
  public RpcException(String name, String message, Set<Flag> flags) {
    super(name, message);
    this.flags = Set.copyOf(flags);
  }

  /** All of the flags. */
  public Set<Flag> flags() {
    return flags;
  }

  /** Whether it was thrown on the other side, rather than by the platform. */
  public boolean remote() {
    return flags.contains(Flag.REMOTE);
  }

  /** Whether the same call may succeed on a new stub. */
  public boolean retryable() {
    return flags.contains(Flag.RETRYABLE);
  }

  /** Whether the object had too much to do; do not try again at once. */
  public boolean overloaded() {
    return flags.contains(Flag.OVERLOADED);
  }

  /** Whether the object lost its memory; stubs to it are of no use any more. */
  public boolean durableObjectReset() {
    return flags.contains(Flag.DURABLE_OBJECT_RESET);
  }
}
