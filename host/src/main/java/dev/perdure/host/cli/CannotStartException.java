package dev.perdure.host.cli;

import java.net.InetSocketAddress;

/** A host cannot start for a reason that its user can mend; the message is all they need. */
public final class CannotStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private CannotStartException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Something that {@code sentence} explains. */
  public static CannotStartException because(String sentence, Throwable cause) {
    return new CannotStartException(sentence, cause);
  }

  /** The address cannot be listened at. */
  public static CannotStartException cannotListen(InetSocketAddress address, Throwable cause) {
    return new CannotStartException(
        "Perdure cannot listen at '%s:%d' (%s); end what uses it, or choose another with --port (0 takes a free one) and --ip."
            .formatted(address.getHostString(), address.getPort(), cause.getMessage()),
        cause);
  }
}
