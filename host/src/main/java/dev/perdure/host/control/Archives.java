package dev.perdure.host.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perdure.host.actor.ObjectInMemory;
import dev.perdure.migrations.Trash;
import dev.perdure.storage.ClassStore;
import dev.perdure.storage.PendingAlarm;
import dev.perdure.storage.StoredObject;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.id.ActorIds;
import dev.perdure.workers.message.GuestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Objects as one file, to carry elsewhere: a ZIP of {@code manifest.json} and one SQLite database
 * an object, each a consistent snapshot that was taken in the object's own queue.
 */
final class Archives {
  private static final String FORMAT = "perdure-objects";
  private static final String MANIFEST = "manifest.json";
  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectHouse house;
  private final Names names;

  Archives(ObjectHouse house, Names names) {
    this.house = house;
    this.names = names;
  }

  /**
   * Where databases wait while they come or go: in the state folder, on the disk of the objects.
   */
  private Path workplace() throws IOException {
    return Files.createTempDirectory(house.root(), "perdure.carry-");
  }

  void export(Request request, Reply reply) {
    HeldClass held = names.heldClass(request.text("class"));
    Path file = Path.of(request.text("file"));
    List<ActorId> ids =
        request
            .optional("object")
            .map(text -> List.of(names.existing(held, text)))
            .orElseGet(() -> house.store(held).stored().stream().map(StoredObject::id).toList());
    if (Files.exists(file) && !request.chosen("replace")) {
      throw ControlException.refused(
          "The file '" + file + "' is there already. Say --replace, or name another.");
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      Path workplace = workplace();
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(unfinished))) {
        zip.setLevel(Deflater.BEST_SPEED);
        put(zip, MANIFEST, JSON.writeValueAsBytes(manifest(held, ids)));
        long done = 0;
        for (ActorId id : ids) {
          put(zip, held, id, workplace.resolve(id.hex()));
          reply.progress(++done, ids.size());
        }
      } finally {
        Files.delete(workplace);
      }
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      reply.row(
          Operations.node()
              .put("file", file.toString())
              .put("class", held.className())
              .put("objects", ids.size())
              .put("bytes", Files.size(file)));
    } catch (IOException e) {
      throw ControlException.refused(
          "The file '" + file + "' cannot be written: " + e.getMessage() + ".", e);
    }
  }

  private ObjectNode manifest(HeldClass held, List<ActorId> ids) {
    ObjectNode manifest = Operations.node();
    manifest.put("format", FORMAT).put("version", 1).put("time", Instant.now().toString());
    manifest.put("worker", held.worker()).put("class", held.className());
    manifest.put("key", held.uniqueKey()).put("sqlite", held.sqlite());
    Map<String, String> known = knownNames(held);
    ArrayNode objects = manifest.putArray("objects");
    for (ActorId id : ids) {
      String name = id.name() == null ? known.get(id.hex()) : id.name();
      objects.addObject().put("id", id.hex()).put("name", name);
    }
    return manifest;
  }

  private Map<String, String> knownNames(HeldClass held) {
    Map<String, String> known = new HashMap<>();
    List<ActorId> named = new ArrayList<>();
    house.store(held).pendingAlarms().stream().map(PendingAlarm::id).forEach(named::add);
    house.inMemory(held).stream().map(ObjectInMemory::id).forEach(named::add);
    for (ActorId id : named) {
      String name = id.name();
      if (name != null) {
        known.put(id.hex(), name);
      }
    }
    return known;
  }

  private void put(ZipOutputStream zip, HeldClass held, ActorId id, Path snapshot)
      throws IOException {
    if (house.store(held).hasFacets(id)) {
      throw ControlException.refused(
          "The object '%s' has facets, which are not exported. Export others by --object, or copy"
                  .formatted(id)
              + " the state folder while the host is stopped.");
    }
    try {
      house.use(
          held,
          id,
          store -> {
            store.copyTo(snapshot);
            return true;
          });
      zip.putNextEntry(new ZipEntry(id.hex() + ".sqlite"));
      Files.copy(snapshot, zip);
      zip.closeEntry();
    } finally {
      Files.deleteIfExists(snapshot);
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  void bringIn(Request request, Reply reply) {
    Path file = Path.of(request.text("file"));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      JsonNode manifest = manifest(file, zip);
      HeldClass held =
          names.heldClass(
              request.optional("class").orElseGet(() -> manifest.path("class").asText()));
      if (held.sqlite() != manifest.path("sqlite").asBoolean()) {
        throw ControlException.refused(
            "Class '%s' keeps its objects in %s storage, and those of the file do not."
                .formatted(held.className(), held.sqlite() ? "SQLite" : "key-value"));
      }
      List<Coming> coming = coming(request, manifest, held);
      Path workplace = workplace();
      try {
        long done = 0;
        Path kept =
            house
                .root()
                .resolve("trash")
                .resolve(Trash.name(house.root(), Instant.now(), "replaced-" + held.uniqueKey()));
        for (Coming each : coming) {
          bringIn(zip, held, each, workplace.resolve(each.as().hex()), kept);
          reply.progress(++done, coming.size());
        }
      } finally {
        Files.delete(workplace);
      }
      reply.row(
          Operations.node()
              .put("file", file.toString())
              .put("class", held.className())
              .put("objects", coming.size()));
    } catch (NoSuchFileException e) {
      throw ControlException.refused("There is no file '" + file + "'.", e);
    } catch (IOException e) {
      throw ControlException.refused(
          "The file '" + file + "' cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static JsonNode manifest(Path file, ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(MANIFEST);
    if (entry == null) {
      throw ControlException.refused("'" + file + "' was not made by perdure export.");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      JsonNode manifest = JSON.readTree(in);
      if (!manifest.path("format").asText().equals(FORMAT)
          || manifest.path("version").asInt() > 1) {
        throw ControlException.refused(
            "'" + file + "' was made by another version of perdure export.");
      }
      return manifest;
    }
  }

  /** An object of the file, and the object here that it becomes. */
  private record Coming(String entry, ActorId as) {}

  private List<Coming> coming(Request request, JsonNode manifest, HeldClass held) {
    JsonNode objects = manifest.path("objects");
    Optional<String> as = request.optional("object");
    if (as.isPresent() && objects.size() != 1) {
      throw ControlException.refused(
          "The file holds %,d objects, of which only one can be '%s'."
              .formatted(objects.size(), as.get()));
    }
    ActorIds ids = new ActorIds(held.uniqueKey());
    List<Coming> coming = new ArrayList<>();
    List<String> there = new ArrayList<>();
    for (JsonNode object : objects) {
      String id = object.path("id").asText();
      ActorId target =
          as.map(text -> names.id(held, text))
              .orElseGet(() -> target(ids, held, id, object.path("name").textValue()));
      coming.add(new Coming(id + ".sqlite", target));
      if (house.store(held).exists(target)) {
        there.add(target.hex());
      }
    }
    if (!there.isEmpty() && !request.chosen("replace")) {
      throw ControlException.refused(
          "%,d of %,d objects are there already, '%s' for one. Say --replace to have them go to the"
                  .formatted(there.size(), coming.size(), there.getFirst())
              + " trash.");
    }
    return coming;
  }

  /** Ids belong to a class: one of another is found again by its name only. */
  private static ActorId target(ActorIds ids, HeldClass held, String id, @Nullable String name) {
    if (name != null) {
      return ids.fromName(name);
    }
    try {
      return ids.fromString(id);
    } catch (GuestException e) {
      throw ControlException.refused(
          "The object '%s' comes from another class than '%s', where ids are others, and its name is"
                  .formatted(id, held.className())
              + " not known. Bring it in alone, with --as NAME.",
          e);
    }
  }

  private void bringIn(ZipFile zip, HeldClass held, Coming coming, Path database, Path kept)
      throws IOException {
    ZipEntry entry = zip.getEntry(coming.entry());
    if (entry == null) {
      throw new IOException("it lacks '" + coming.entry() + "'");
    }
    try {
      try (InputStream in = zip.getInputStream(entry);
          OutputStream out = Files.newOutputStream(database)) {
        in.transferTo(out);
      }
      ClassStore store = house.store(held);
      house.alone(
          held,
          coming.as(),
          () -> {
            store.replace(coming.as(), database, kept);
            return true;
          });
    } finally {
      Files.deleteIfExists(database);
    }
  }
}
