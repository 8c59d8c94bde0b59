package dev.perdure.testworkers.density;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many clients in a process of their own, since one process may not open twice as many sockets as
 * it may open files. Does what it reads: {@code open COUNT PATH} opens sockets, {@code #} in the
 * path being the number of ten of them; {@code tell COUNT TEXT} has the first client send text and
 * waits until so many of all have a message. Each is answered with a line that says the
 * milliseconds it took.
 */
final class Clients {
  /** Each loopback address has about 28,000 ports. */
  private static final int PER_ADDRESS = 10_000;

  private static final int AT_A_TIME = 64;
  private static final int PER_PATH = 10;

  private final int port;
  private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong received = new AtomicLong();
  private final Phaser arrivals = new Phaser(1);
  private int opened;

  private Clients(int port) {
    this.port = port;
  }

  /** Runs until its input ends. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Clients clients = new Clients(Integer.parseInt(arguments[0]));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", 3);
      long start = System.nanoTime();
      if (words[0].equals("open")) {
        clients.open(Integer.parseInt(words[1]), words[2]);
      } else {
        clients.tell(Integer.parseInt(words[1]), words[2]);
      }
      out.println((System.nanoTime() - start) / 1_000_000);
    }
    System.exit(0);
  }

  private void open(int count, String path) throws InterruptedException {
    Semaphore opening = new Semaphore(AT_A_TIME);
    CountDownLatch done = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      int number = opened++;
      String own = path.replace("#", Integer.toString(i / PER_PATH));
      opening.acquire();
      Thread.ofVirtual()
          .start(() -> {
            try {
              InputStream in = connect(number, own);
              opening.release();
              done.countDown();
              receive(in);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
    }
    done.await();
  }

  private InputStream connect(int number, String path) throws IOException {
    Socket socket = new Socket();
    socket.bind(
        new InetSocketAddress(
            InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + number / PER_ADDRESS)}),
            0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String request =
        """
        GET %s HTTP/1.1
        Host: localhost
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13

        """
            .formatted(path)
            .replace("\n", "\r\n");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    InputStream in = socket.getInputStream();
    int ends = 0;
    while (ends < 4) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("The connection was closed.");
      }
      ends = next == '\r' || next == '\n' ? ends + 1 : 0;
    }
    sockets.add(socket);
    return in;
  }

  /** Counts messages, which are short. */
  private void receive(InputStream in) throws IOException {
    while (in.read() >= 0) {
      in.skipNBytes(in.read());
      received.incrementAndGet();
      arrivals.arrive();
    }
  }

  private void tell(int count, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[6 + bytes.length];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | bytes.length);
    System.arraycopy(bytes, 0, frame, 6, bytes.length);
    long target = received.get() + count;
    sockets.getFirst().getOutputStream().write(frame);
    while (received.get() < target) {
      int phase = arrivals.getPhase();
      if (received.get() < target) {
        arrivals.awaitAdvance(phase);
      }
    }
  }
}
