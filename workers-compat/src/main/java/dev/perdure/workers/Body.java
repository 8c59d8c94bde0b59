package dev.perdure.workers;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What requests and responses have in common: a body, which is read at most once. */
public abstract sealed class Body permits Request, Response {
  /** The body itself, for the same message with other headers. */
  final Content content;

  Body(Content content) {
    this.content = Objects.requireNonNull(content);
  }

  /** The body, to be read once, or null where there is none. Reading may wait. */
  public @Nullable InputStream body() {
    return content.take();
  }

  /** Whether the body has been read. */
  public boolean bodyUsed() {
    return content.used();
  }

  /** The whole body. May wait. */
  public byte[] bytes() {
    return content.bytes();
  }

  /** The whole body as UTF-8 text. May wait. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** The whole body, which is JSON, as a record or another type. May wait. */
  public <T> T json(Class<T> type) {
    return Json.parse(text(), type);
  }
}
