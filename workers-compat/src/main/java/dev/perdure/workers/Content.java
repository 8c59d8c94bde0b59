package dev.perdure.workers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The body of a request or response, which is read at most once. Confined to its event. */
final class Content {
  static final Content NONE = new Content(null);

  private final @Nullable InputStream stream;
  private boolean used;

  private Content(@Nullable InputStream stream) {
    this.stream = stream;
  }

  static Content of(byte[] bytes) {
    return new Content(new ByteArrayInputStream(bytes));
  }

  static Content of(@Nullable InputStream stream) {
    return stream == null ? NONE : new Content(stream);
  }

  boolean used() {
    return used;
  }

  @Nullable InputStream take() {
    if (stream == null) {
      return null;
    }
    if (used) {
      throw WorkerException.typeError(
          "Body has already been used. It can only be used once. Read it once and keep what it"
              + " holds.");
    }
    used = true;
    return stream;
  }

  byte[] bytes() {
    try (InputStream taken = take()) {
      return taken == null ? new byte[0] : taken.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
