package dev.perdure.js.form;

/** A body is no form; the message is what the guest sees. */
final class FormException extends RuntimeException {
  private static final long serialVersionUID = 1;

  FormException(String message) {
    super(message);
  }
}
