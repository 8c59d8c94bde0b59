package dev.perdure.workers.wire;

/**
 * The kinds of objects that V8 leaves to the platform, by the number that workerd gives them
 * ({@code worker-interface.capnp}), and what follows the number.
 */
public final class HostTag {
  /** A stub: the place of its capability. */
  public static final int RPC_STUB = 1;

  /** A WritableStream: the place of its capability. */
  public static final int WRITABLE_STREAM = 2;

  /** A ReadableStream: the place of its capability. */
  public static final int READABLE_STREAM = 3;

  /** Headers: the place of its capability. */
  public static final int HEADERS = 4;

  /** A Request: the place of its capability. */
  public static final int REQUEST = 5;

  /** A Response: the place of its capability. */
  public static final int RESPONSE = 6;

  /** A DOMException: name, message and stack as texts. */
  public static final int DOM_EXCEPTION = 8;

  /** An AbortSignal: the place of its capability. */
  public static final int ABORT_SIGNAL = 9;

  /**
   * An error with its own properties: the number of its type; for type 0 a value, the name; then
   * two values, the message and an object with the properties.
   */
  public static final int NATIVE_ERROR = 10;

  /** A service binding: the place of its capability. */
  public static final int SERVICE_STUB = 11;

  /** A Blob: its type as a text, then its bytes. */
  public static final int BLOB = 15;

  /** A Request: the place of its capability, after which stands that of its signal. Ours alone. */
  public static final int REQUEST_WITH_SIGNAL = 101;

  private HostTag() {}
}
