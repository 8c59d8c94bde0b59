package dev.perdure.host.control;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets other processes of this user ask a host. A request is a line of JSON; its answer is lines of
 * JSON, each with one of {@code row}, {@code progress}, {@code error} and {@code done}.
 */
public final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_REQUEST = 64 << 20;

  private final ServerSocketChannel server;
  private final Path socket;
  private final Operations operations;
  private final ExecutorService connections =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().name("perdure-control-", 0).daemon().factory());

  private ControlServer(ServerSocketChannel server, Path socket, Operations operations) {
    this.server = server;
    this.socket = socket;
    this.operations = operations;
  }

  /**
   * Listens for those who ask about {@code root}, which this process owns.
   *
   * @throws IOException if there can be no socket
   */
  public static ControlServer start(Path root, Operations operations) throws IOException {
    Path socket = ControlSocket.path(root);
    ControlSocket.prepare(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket));
      ControlSocket.closeToOthers(socket);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    ControlServer started = new ControlServer(server, socket, operations);
    started.connections.execute(started::accept);
    return started;
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        connections.execute(() -> serve(client));
      } catch (IOException e) {
        if (server.isOpen()) {
          LOG.warn("The control socket failed; commands will not reach this host.", e);
        }
        return;
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client;
        BufferedReader in = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
        Writer out = Channels.newWriter(client, StandardCharsets.UTF_8)) {
      String line = line(in);
      if (line != null) {
        answer(line, out);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("Somebody who asked has gone.", e);
    }
  }

  private static @Nullable String line(BufferedReader in) throws IOException {
    StringBuilder line = new StringBuilder();
    int character = in.read();
    while (character >= 0 && character != '\n') {
      if (line.length() >= LONGEST_REQUEST) {
        return null;
      }
      line.append((char) character);
      character = in.read();
    }
    return character < 0 ? null : line.toString();
  }

  private void answer(String line, Writer out) throws IOException {
    Lines lines = new Lines(out);
    try {
      operations.answer(Request.read(JSON.readTree(line)), lines);
      lines.write(Operations.node().put("done", true));
    } catch (ControlException e) {
      lines.write(error(e.kind(), String.valueOf(e.getMessage())));
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("A fault of Perdure itself, in a command.", e);
      lines.write(
          error(ControlException.Kind.REFUSED, "The host failed by a fault of its own: " + e));
    }
  }

  private static ObjectNode error(ControlException.Kind kind, String message) {
    ObjectNode line = Operations.node();
    line.putObject("error").put("kind", kind.name()).put("message", message);
    return line;
  }

  /** Writes an answer. */
  private static final class Lines implements Reply {
    private final Writer out;

    Lines(Writer out) {
      this.out = out;
    }

    void write(ObjectNode line) {
      try {
        out.write(line + "\n");
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void row(ObjectNode row) {
      write(Operations.node().set("row", row));
    }

    @Override
    public void progress(long done, long of) {
      ObjectNode line = Operations.node();
      line.putArray("progress").add(done).add(of);
      write(line);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    connections.shutdownNow();
    Files.deleteIfExists(socket);
  }
}
