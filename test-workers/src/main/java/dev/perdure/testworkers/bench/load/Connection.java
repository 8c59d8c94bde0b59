package dev.perdure.testworkers.bench.load;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One connection to a server on this machine: plain HTTP/1.1 requests one after the other, or a
 * WebSocket after {@link #upgrade}. It understands what the two runtimes send, not all of HTTP.
 */
final class Connection implements AutoCloseable {
  private static final int TEXT = 0x81;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  Connection(int port) throws IOException {
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 30_000);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 16_384));
    out = socket.getOutputStream();
  }

  /** An answer without its headers. */
  record Answer(int status, String body) {}

  Answer get(String path) throws IOException {
    out.write(
        ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    int status = status();
    int length = -1;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String small = header.toLowerCase(Locale.ROOT);
      if (small.startsWith("content-length:")) {
        length = Integer.parseInt(small.substring(15).strip());
      }
      chunked |= small.startsWith("transfer-encoding:") && small.endsWith("chunked");
    }
    return new Answer(status, chunked ? chunks() : text(Math.max(length, 0)));
  }

  /** Makes a WebSocket of it. */
  void upgrade(String path) throws IOException {
    byte[] nonce = new byte[16];
    ThreadLocalRandom.current().nextBytes(nonce);
    String key = Base64.getEncoder().encodeToString(nonce);
    String request =
        """
        GET %s HTTP/1.1
        Host: 127.0.0.1
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: %s

        """
            .formatted(path, key)
            .replace("\n", "\r\n");
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    int status = status();
    if (status != 101) {
      throw new IOException("The upgrade of '" + path + "' was answered with " + status + ".");
    }
    for (String header = line(); !header.isEmpty(); ) {
      header = line();
    }
  }

  /** Sends a text message of at most 125 bytes. */
  void send(String message) throws IOException {
    byte[] payload = message.getBytes(StandardCharsets.UTF_8);
    int mask = ThreadLocalRandom.current().nextInt();
    byte[] frame = new byte[6 + payload.length];
    frame[0] = (byte) TEXT;
    frame[1] = (byte) (0x80 | payload.length);
    for (int i = 0; i < 4; i++) {
      frame[2 + i] = (byte) (mask >>> (24 - 8 * i));
    }
    for (int i = 0; i < payload.length; i++) {
      frame[6 + i] = (byte) (payload[i] ^ frame[2 + i % 4]);
    }
    out.write(frame);
  }

  /** The next text message, of at most 125 bytes. */
  String receive() throws IOException {
    int head = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (head != TEXT || length > 125) {
      throw new IOException(
          "A frame of type "
              + HexFormat.of().toHexDigits((byte) head)
              + " came, "
              + length
              + " long.");
    }
    return text(length);
  }

  private int status() throws IOException {
    String line = line();
    if (!line.startsWith("HTTP/1.1 ")) {
      throw new IOException("'" + line + "' is no status line.");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("The server closed the connection.");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.append(text(size));
      line();
    }
    line();
    return body.toString();
  }

  private String text(int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
