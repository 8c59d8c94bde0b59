package dev.perdure.workers;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A TCP connection, or one to another worker that looks like it. Reading and writing wait; other
 * events may run meanwhile. Belongs to the event that opened it.
 *
 * @see <a href="https://developers.cloudflare.com/workers/runtime-apis/tcp-sockets/">TCP
 *     sockets</a>
 */
public interface TcpSocket extends AutoCloseable {
  /** What the other side sends; it ends when that side ends its sending, or {@link #close}. */
  InputStream input();

  /**
   * What this side sends. Writing waits while much is under way, {@code flush} until everything has
   * been taken; closing it ends the sending and leaves {@link #input} open.
   */
  OutputStream output();

  /** The address of the other side, where it has one. */
  Optional<String> remoteAddress();

  /**
   * Goes on with TLS on the same connection, whose streams must not be used any more.
   *
   * @throws WorkerException if the other side does not speak it, or this is no TCP connection
   */
  TcpSocket startTls();

  /** Ends both directions; what was written is sent. */
  @Override
  void close();
}
