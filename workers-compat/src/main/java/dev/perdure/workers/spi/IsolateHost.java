package dev.perdure.workers.spi;

import dev.perdure.workers.message.ErrorData;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the host gives one isolate. Called on the isolate's thread unless a part says otherwise. */
public interface IsolateHost {
  /** Where work that was begun comes back. */
  EventLoop loop();

  /** What holds messages back until the writes before them are durable. */
  OutputGate output();

  /** The time that guests see, and that timers run by. */
  InstantSource clock();

  /** Where {@code console} writes. */
  Console console();

  /** Where {@code fetch} goes. */
  Channel outbound();

  /** What {@code caches} keeps. */
  CacheStore caches();

  /** The members of {@code env}, in the order of the configuration. */
  Map<String, Binding> bindings();

  /** The members of {@code ctx.exports}. */
  Map<String, Binding> loopback();

  /** What an object's isolate has beside, or null in the isolate of an entrypoint. */
  @Nullable ActorSite actor();

  /** By what tests end instances of objects, or null outside of tests. */
  default @Nullable Evictions evictions() {
    return null;
  }

  /**
   * The guest needs more memory than there is: its isolate must end, in a state that nobody knows.
   */
  default void outOfMemory() {}

  /**
   * {@link Isolate#terminate} leaves the thread of the turn to guest code that nothing may ever
   * stop: the turn is over without it. Called in there, at most once.
   */
  default void strayed() {}

  /** Reports an error that no caller hears of, such as a rejected promise in waitUntil. */
  void uncaught(String where, ErrorData error);
}
