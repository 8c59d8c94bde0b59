package dev.perdure.js.urlpattern;

/** A pattern, or what is matched against one, is malformed. */
final class PatternException extends Exception {
  private static final long serialVersionUID = 1;

  PatternException(String message) {
    super(message);
  }
}
