package dev.perdure.host.log;

import java.util.Map;

/** Colours for a terminal, or none. Immutable. */
public final class Ink {
  /** No colours. */
  public static final Ink NONE = new Ink(false);

  /** Colours by ANSI sequences. */
  public static final Ink ANSI = new Ink(true);

  static final String RED = "31";
  static final String YELLOW = "33";
  static final String CYAN = "36";
  static final String DIM = "2";

  private final boolean coloured;

  private Ink(boolean coloured) {
    this.coloured = coloured;
  }

  /**
   * The ink for one of the process's streams.
   *
   * @param terminal whether the stream is shown on a terminal
   * @param environment where a NO_COLOR that is not empty forbids colours
   * @see <a href="https://no-color.org">NO_COLOR</a>
   */
  public static Ink of(boolean terminal, Map<String, String> environment) {
    return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty() ? ANSI : NONE;
  }

  /** Standard output's ink; the launcher says by a property whether it is a terminal. */
  public static Ink ofOutput() {
    return of(Boolean.getBoolean("perdure.terminal.out"), System.getenv());
  }

  /** Standard error's ink. */
  public static Ink ofError() {
    return of(Boolean.getBoolean("perdure.terminal.err"), System.getenv());
  }

  /** The text in a colour, which is an SGR parameter. */
  String paint(String colour, String text) {
    return coloured ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
  }
}
