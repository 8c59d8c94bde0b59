package dev.perdure.host.wdtest;

import java.util.Optional;

/**
 * One case and how it ended.
 *
 * @param name the service and the entrypoint, {@code service:entrypoint}
 * @param failure why it failed; empty where it passed
 */
public record WdCase(String name, Optional<String> failure) {
  static WdCase passed(String name) {
    return new WdCase(name, Optional.empty());
  }

  static WdCase failed(String name, String why) {
    return new WdCase(name, Optional.of(why));
  }

  /** Whether it passed. */
  public boolean passed() {
    return failure.isEmpty();
  }
}
