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

  static ProtocolException tooLarge(long bytes, long most) {
    return new ProtocolException(1009, "Message is too large: " + bytes + " > " + most);
  }

  /** The error as guests see it, in the platform's words. */
  String forGuest() {
    return "WebSocket protocol error; protocolError.statusCode = "
        + code
        + "; protocolError.description = "
        + getMessage();
  }

  int code() {
    return code;
  }
}
