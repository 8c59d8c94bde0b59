package dev.perdure.host.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perdure.migrations.MigrationException;
import dev.perdure.storage.StorageException;
import dev.perdure.storage.StorageOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Asks about a state folder: the host that runs on it, or the folder itself where none does. */
public final class StateAccess {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path root;
  private final StorageOptions options;

  /** Access to the state folder {@code root}. */
  public StateAccess(Path root, StorageOptions options) {
    this.root = root;
    this.options = options;
  }

  /** Whether a host that can be asked runs on the folder. */
  public static boolean runs(Path root) {
    SocketChannel host = connect(root);
    if (host == null) {
      return false;
    }
    try {
      host.close();
    } catch (IOException _) {
      // It is there all the same.
    }
    return true;
  }

  private static @Nullable SocketChannel connect(Path root) {
    try {
      if (!ControlSocket.isOurs(root)) {
        return null;
      }
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(ControlSocket.address(root));
        return channel;
      } catch (IOException _) {
        channel.close();
        return null;
      }
    } catch (IOException _) {
      return null;
    }
  }

  /**
   * Has a request answered.
   *
   * @throws ControlException if it cannot be done
   */
  public void ask(Request request, Reply reply) {
    if (!Files.isDirectory(root)) {
      throw ControlException.notFound(
          "There is no state folder '%s'. Name one with --state, or stand in the project's folder."
              .formatted(root));
    }
    SocketChannel host = connect(root);
    if (host != null) {
      askHost(host, request, reply);
      return;
    }
    try (ObjectHouse house = ClosedHouse.open(root, options)) {
      new Operations(house).answer(request, reply);
    } catch (StorageException | MigrationException e) {
      throw ControlException.refused(String.valueOf(e.getMessage()), e);
    }
  }

  private static void askHost(SocketChannel host, Request request, Reply reply) {
    try (host;
        Writer out = Channels.newWriter(host, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(Channels.newReader(host, StandardCharsets.UTF_8))) {
      out.write(request + "\n");
      out.flush();
      String line = in.readLine();
      while (line != null) {
        JsonNode answer = JSON.readTree(line);
        if (answer.has("done")) {
          return;
        }
        take(answer, reply);
        line = in.readLine();
      }
      throw ControlException.refused("The host ended before it had answered.");
    } catch (IOException e) {
      throw ControlException.refused("The host cannot be asked: " + e.getMessage() + ".", e);
    }
  }

  private static void take(JsonNode answer, Reply reply) {
    if (answer.get("row") instanceof ObjectNode row) {
      reply.row(row);
    } else if (answer.has("progress")) {
      JsonNode progress = answer.path("progress");
      reply.progress(progress.path(0).asLong(), progress.path(1).asLong());
    } else if (answer.has("error")) {
      JsonNode error = answer.path("error");
      throw ControlException.of(
          ControlException.Kind.valueOf(error.path("kind").asText()),
          error.path("message").asText());
    }
  }
}
