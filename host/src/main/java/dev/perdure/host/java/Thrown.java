package dev.perdure.host.java;

import dev.perdure.workers.message.ErrorData;

/**
 * What a fiber threw, and what others are told of it. That is asked of the exception on the fiber,
 * since its methods may be the guest's.
 */
final class Thrown extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ErrorData data;

  private Thrown(Throwable original, ErrorData data) {
    super(null, original, false, false);
    this.data = data;
  }

  /** On the fiber. */
  static Thrown of(Throwable original) {
    try {
      return new Thrown(original, Errors.toData(original));
    } catch (Throwable e) {
      return new Thrown(
          original, ErrorData.of("Error", "An exception of the worker failed when it was asked."));
    }
  }

  /** What others are told. */
  ErrorData data() {
    return data;
  }
}
