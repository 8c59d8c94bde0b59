package dev.perdure.testworkers.harness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A client that shows each WebSocket frame as it comes and sends what it is told to, right or
 * wrong. It answers nothing by itself. What it takes it says as {@code hello} for a text message,
 * {@code binary 0102}, {@code pong 61}, {@code close 1000 reason}, {@code close} for one without a
 * code, and {@code end} for the end of the connection.
 */
public final class RawSocket implements AutoCloseable {
  /** The opcodes of frames. */
  public static final int TEXT = 1;

  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;

  private static final int PATIENCE = 120_000;
  private static final int SHOWN = 200;

  private final Socket socket;
  private final DataInputStream in;
  private final String head;

  private RawSocket(Socket socket, DataInputStream in, String head) {
    this.socket = socket;
    this.in = in;
    this.head = head;
  }

  /** Opens a socket with further headers, each as {@code Name: value}. */
  public static RawSocket open(TestHost host, String path, String... headers) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), host.url().getPort());
      socket.setSoTimeout(PATIENCE);
      socket.setTcpNoDelay(true);
      StringBuilder request =
          new StringBuilder("GET ")
              .append(path)
              .append(" HTTP/1.1\r\nHost: ")
              .append(host.url().getAuthority())
              .append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n")
              .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
              .append("Sec-WebSocket-Version: 13\r\n");
      for (String header : headers) {
        request.append(header).append("\r\n");
      }
      socket
          .getOutputStream()
          .write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      return new RawSocket(socket, in, readHead(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String readHead(DataInputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      head.write(in.readByte());
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** The status line and headers of the answer. */
  public String head() {
    return head;
  }

  /** Sends a text message. */
  public RawSocket send(String text) {
    return frame(0x80 | TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a Close frame. */
  public RawSocket sendClose(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    return frame(
        0x80 | CLOSE,
        ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
  }

  /** Sends a frame with this first byte and content. */
  public RawSocket frame(int first, byte[] content) {
    int length = content.length;
    ByteBuffer frame = ByteBuffer.allocate(14 + length).put((byte) first);
    if (length < 126) {
      frame.put((byte) (0x80 | length));
    } else if (length < 65_536) {
      frame.put((byte) (0x80 | 126)).putShort((short) length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(length);
    }
    byte[] mask = {0x11, (byte) 0xf2, 0x33, 0x44};
    frame.put(mask);
    for (int i = 0; i < length; i++) {
      frame.put((byte) (content[i] ^ mask[i & 3]));
    }
    try {
      socket.getOutputStream().write(frame.array(), 0, frame.position());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends text and gives back what comes then. */
  public String ask(String text) {
    return send(text).next();
  }

  /** The next frame. */
  public String next() {
    try {
      int first = in.readUnsignedByte();
      int length = in.readUnsignedByte();
      long size =
          length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length & 0x7f;
      byte[] content = in.readNBytes(Math.toIntExact(size));
      return (first & 0x40) != 0 ? "compressed " + shown(content) : said(first & 0x0f, content);
    } catch (EOFException | SocketException e) {
      return "end";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String said(int opcode, byte[] content) {
    return switch (opcode) {
      case TEXT -> new String(content, StandardCharsets.UTF_8);
      case BINARY -> "binary " + shown(content);
      case CLOSE ->
          content.length == 0
              ? "close"
              : "close "
                  + (ByteBuffer.wrap(content).getShort() & 0xffff)
                  + " "
                  + new String(content, 2, content.length - 2, StandardCharsets.UTF_8);
      case PING -> "ping " + shown(content);
      default -> (opcode == 10 ? "pong " : opcode + " ") + shown(content);
    };
  }

  private static String shown(byte[] content) {
    return content.length > SHOWN ? content.length + " bytes" : HexFormat.of().formatHex(content);
  }

  /** Ends the connection without a word. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
