package dev.perdure.js.html;

/** A selector or a change is refused; the message is what the guest sees. */
final class HtmlFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  HtmlFault(String message) {
    super("Parser error: " + message);
  }
}
