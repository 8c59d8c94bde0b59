package dev.perdure.host.wdtest;

/** A test configuration cannot be read, or asks for what Perdure does not have. */
public final class WdConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WdConfigException(String message) {
    super(message);
  }

  WdConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
