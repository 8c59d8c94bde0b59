package dev.perdure.migrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perdure.migrations.ClassPlan.Kept;
import dev.perdure.migrations.Registry.Home;
import dev.perdure.migrations.Registry.Move;
import dev.perdure.storage.file.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps a {@link Registry} in one file, which is replaced as a whole. */
final class RegistryFile {
  static final int VERSION = 1;
  private static final String NAME = "perdure.classes.json";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path root;
  private final Path file;

  RegistryFile(Path root) {
    this.root = root;
    this.file = root.resolve(NAME);
  }

  /** What the file says, or null where there is none. */
  @Nullable Registry read() {
    JsonNode top;
    try {
      top = JSON.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return null;
    } catch (JsonProcessingException e) {
      throw MigrationException.unreadable(file, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw MigrationException.unreadable(file, String.valueOf(e.getMessage()), e);
    }
    int version = top.path("version").asInt();
    if (version > VERSION) {
      throw MigrationException.newer(file, version);
    }
    if (version < 1 || !top.path("workers").isObject()) {
      throw MigrationException.unreadable(file, "it is no registry", null);
    }
    List<Move> moves = new ArrayList<>();
    for (JsonNode move : top.path("moves")) {
      moves.add(new Move(move.path("from").asText(), move.path("to").asText()));
    }
    return new Registry(map(top.path("workers"), RegistryFile::entry), moves);
  }

  private static Registry.Entry entry(JsonNode node) {
    return new Registry.Entry(
        Optional.ofNullable(node.path("tag").textValue()),
        node.path("exports").asBoolean(),
        map(
            node.path("classes"),
            each -> new Kept(each.path("key").asText(), each.path("sqlite").asBoolean())),
        map(
            node.path("former"),
            each -> new Home(each.path("worker").asText(), each.path("class").asText())),
        map(node.path("pending"), JsonNode::asText));
  }

  private static <V> Map<String, V> map(JsonNode node, Function<JsonNode, V> value) {
    Map<String, V> map = new LinkedHashMap<>();
    node.properties().forEach(each -> map.put(each.getKey(), value.apply(each.getValue())));
    return map;
  }

  /** Replaces the file; it is on the disk when this returns, and is the old or the new one ever. */
  void write(Registry registry) {
    ObjectNode top = JSON.createObjectNode();
    top.put("version", VERSION);
    ObjectNode workers = top.putObject("workers");
    registry.workers().forEach((name, entry) -> put(workers.putObject(name), entry));
    ArrayNode moves = top.putArray("moves");
    for (Move move : registry.moves()) {
      moves.addObject().put("from", move.from()).put("to", move.to());
    }
    try {
      replace(JSON.writeValueAsBytes(top));
    } catch (IOException e) {
      throw MigrationException.notWritten(file, e);
    }
  }

  private static void put(ObjectNode node, Registry.Entry entry) {
    entry.tag().ifPresent(tag -> node.put("tag", tag));
    node.put("exports", entry.exports());
    ObjectNode classes = node.putObject("classes");
    entry
        .classes()
        .forEach((name, kept) ->
            classes.putObject(name).put("key", kept.uniqueKey()).put("sqlite", kept.sqlite()));
    ObjectNode former = node.putObject("former");
    entry
        .former()
        .forEach((name, home) ->
            former.putObject(name).put("worker", home.worker()).put("class", home.className()));
    ObjectNode pending = node.putObject("pending");
    entry.pending().forEach(pending::put);
  }

  private void replace(byte[] bytes) throws IOException {
    Path unfinished = file.resolveSibling(NAME + ".new");
    try (FileChannel out =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    Folders.force(root);
  }
}
