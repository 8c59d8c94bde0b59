package dev.perdure.host.config;

/** A value of {@code env} that is not a capability. */
public sealed interface Variable {

  /** A text of {@code vars} or {@code --var}. */
  record Text(String value) implements Variable {}

  /** Any other value of {@code vars}, as JSON text; the worker sees it parsed. */
  record Json(String json) implements Variable {}

  /** A text of {@code .dev.vars} or {@code .env}; it is not to be printed. */
  record Secret(String value) implements Variable {
    @Override
    public String toString() {
      return "Secret[...]";
    }
  }
}
