package dev.perdure.host.websocket;

/** The other side broke the protocol; the connection ends with a Close frame that says how. */
final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1;

  private final int code;

  ProtocolException(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  static ProtocolException broken(String message) {
    return new ProtocolException(1002, message);
  }

  static ProtocolException notText() {
    return new ProtocolException(1007, "Text is not valid UTF-8");
  }

  /** The words that Cloudflare's network closes with. */
  static ProtocolException tooLarge() {
    return new ProtocolException(1009, "Message is too large");
  }

  int code() {
    return code;
  }
}
