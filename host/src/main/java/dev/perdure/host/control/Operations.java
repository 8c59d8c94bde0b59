package dev.perdure.host.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perdure.host.actor.ObjectInMemory;
import dev.perdure.migrations.MigrationException;
import dev.perdure.migrations.Trash;
import dev.perdure.storage.ClassStore;
import dev.perdure.storage.ObjectStore;
import dev.perdure.storage.PendingAlarm;
import dev.perdure.storage.StorageException;
import dev.perdure.storage.StoredObject;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.storage.KeyRange;
import dev.perdure.workers.storage.KeyValueCursor;
import dev.perdure.workers.storage.SqlCursor;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Answers requests on the objects of a state folder. Thread-safe. */
public final class Operations {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_ROWS = 100_000;

  private final ObjectHouse house;
  private final Names names;
  private final Archives archives;

  /** Answers on the objects that {@code house} holds. */
  public Operations(LiveHouse house) {
    this((ObjectHouse) house);
  }

  Operations(ObjectHouse house) {
    this.house = house;
    this.names = new Names(house);
    this.archives = new Archives(house, names);
  }

  /**
   * Does what is asked.
   *
   * @throws ControlException if it cannot be done
   */
  void answer(Request request, Reply reply) {
    try {
      switch (request.operation()) {
        case "objects" -> objects(request, reply);
        case "sql" -> sql(request, reply);
        case "kv-get" -> get(request, reply);
        case "kv-list" -> list(request, reply);
        case "kv-put" -> put(request, reply);
        case "kv-delete" -> deleteKey(request, reply);
        case "export" -> archives.export(request, reply);
        case "import" -> archives.bringIn(request, reply);
        case "restore" -> restore(request, reply);
        case "delete" -> delete(request, reply);
        default ->
            throw ControlException.refused(
                "This host knows no operation '"
                    + request.operation()
                    + "'. Use the perdure command of its own version.");
      }
    } catch (StorageException | MigrationException e) {
      throw ControlException.refused(String.valueOf(e.getMessage()), e);
    } catch (GuestException e) {
      throw ControlException.refused(e.error().message(), e);
    } catch (CompletionException e) {
      Throwable cause = GuestException.unwrapped(e);
      throw ControlException.refused(
          cause instanceof GuestException guest
              ? guest.error().message()
              : String.valueOf(cause.getMessage()),
          e);
    }
  }

  private void objects(Request request, Reply reply) {
    List<HeldClass> classes =
        request
            .optional("class")
            .map(name -> List.of(names.heldClass(name)))
            .orElseGet(house::classes);
    for (HeldClass held : classes) {
      rows(held).forEach(reply::row);
    }
  }

  private List<ObjectNode> rows(HeldClass held) {
    Map<String, StoredObject> stored = new LinkedHashMap<>();
    ClassStore store = house.store(held);
    store.stored().forEach(each -> stored.put(each.id().hex(), each));
    Map<String, ObjectInMemory> live = new HashMap<>();
    house.inMemory(held).forEach(each -> live.put(each.id().hex(), each));
    Map<String, PendingAlarm> alarms = new HashMap<>();
    store.pendingAlarms().forEach(each -> alarms.put(each.id().hex(), each));
    List<String> ids = new ArrayList<>(stored.keySet());
    live.keySet().stream().filter(id -> !stored.containsKey(id)).forEach(ids::add);
    return ids.stream()
        .sorted()
        .map(id -> row(held, id, stored.get(id), live.get(id), alarms.get(id)))
        .toList();
  }

  private static ObjectNode row(
      HeldClass held,
      String id,
      @Nullable StoredObject stored,
      @Nullable ObjectInMemory live,
      @Nullable PendingAlarm alarm) {
    ObjectNode row = node();
    row.put("worker", held.worker()).put("class", held.className()).put("id", id);
    String name = live == null ? null : live.id().name();
    row.put("name", name == null && alarm != null ? alarm.id().name() : name);
    row.put("bytes", stored == null ? 0 : stored.bytes());
    Instant last = stored == null ? null : stored.lastUse();
    Instant event = live == null ? null : live.lastEvent();
    last = last == null || (event != null && event.isAfter(last)) ? event : last;
    row.put("lastUse", last == null ? null : last.toString());
    row.put("alarm", alarm == null ? null : alarm.time().toString());
    row.put("sockets", live == null ? 0 : live.sockets());
    row.put("live", live != null && live.live());
    return row;
  }

  private void sql(Request request, Reply reply) {
    HeldClass held = names.heldClass(request.text("class"));
    ActorId id = names.existing(held, request.text("object"));
    String text = request.text("sql");
    boolean write = request.chosen("write");
    List<ObjectNode> rows =
        house.use(
            held,
            id,
            store ->
                write ? writing(store, () -> query(store, text, true)) : query(store, text, false));
    rows.forEach(reply::row);
  }

  /** The answer to a statement: a row of columns, the rows, and a row of what was done. */
  private static List<ObjectNode> query(ObjectStore store, String text, boolean write) {
    List<ObjectNode> rows = new ArrayList<>();
    try (SqlCursor cursor = write ? store.exec(text, List.of()) : store.look(text)) {
      List<String> names = cursor.columnNames();
      ArrayNode columns = JsonNodeFactory.instance.arrayNode();
      names.forEach(columns::add);
      rows.add(node().set("columns", columns));
      while (cursor.next()) {
        if (rows.size() > MOST_ROWS) {
          throw ControlException.refused(
              "The statement gives more than %,d rows. Add a LIMIT.".formatted(MOST_ROWS));
        }
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < names.size(); i++) {
          values.add(json(cursor.value(i)));
        }
        rows.add(node().set("values", values));
      }
      rows.add(node().put("rowsWritten", cursor.rowsWritten()));
    }
    return rows;
  }

  private static JsonNode json(@Nullable Object value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (value) {
      case null -> json.nullNode();
      case Long number -> json.numberNode(number);
      case Double number -> json.numberNode(number);
      case byte[] bytes ->
          JsonValues.typed("blob").put("base64", Base64.getEncoder().encodeToString(bytes));
      default -> json.textNode(value.toString());
    };
  }

  private interface Writing<R> {
    R run();
  }

  /** Does it wholly or not at all, whatever else the turn has written. */
  private static <R> R writing(ObjectStore store, Writing<R> work) {
    store.begin();
    boolean done = false;
    try {
      R result = work.run();
      done = true;
      store.commit();
      return result;
    } finally {
      if (!done) {
        store.rollback();
      }
    }
  }

  private void get(Request request, Reply reply) {
    HeldClass held = names.heldClass(request.text("class"));
    ActorId id = names.existing(held, request.text("object"));
    String key = request.text("key");
    byte[] value = house.<byte @Nullable []>use(held, id, store -> store.get(key));
    if (value == null) {
      throw ControlException.notFound("The object has no key '" + key + "'.");
    }
    reply.row(pair(key, value));
  }

  private static ObjectNode pair(String key, byte[] value) {
    ObjectNode row = node().put("key", key);
    row.set("value", JsonValues.read(value));
    return row.put("bytes", value.length);
  }

  private void list(Request request, Reply reply) {
    HeldClass held = names.heldClass(request.text("class"));
    ActorId id = names.existing(held, request.text("object"));
    KeyRange range =
        new KeyRange(
            null,
            null,
            null,
            request.optional("prefix").orElse(null),
            false,
            request.number("limit", -1));
    house
        .use(
            held,
            id,
            store -> {
              List<ObjectNode> rows = new ArrayList<>();
              try (KeyValueCursor cursor = store.list(range)) {
                while (cursor.next()) {
                  rows.add(pair(cursor.key(), cursor.value()));
                }
              }
              return rows;
            })
        .forEach(reply::row);
  }

  private void put(Request request, Reply reply) {
    HeldClass held = names.heldClass(request.text("class"));
    ActorId id = names.existing(held, request.text("object"));
    byte[] value;
    try {
      value = JsonValues.write(JSON.readTree(request.text("value")));
    } catch (JsonProcessingException e) {
      throw ControlException.refused(
          "The value is no JSON: " + e.getOriginalMessage() + ". A text needs quotes, or --text.",
          e);
    }
    String key = request.text("key");
    house.use(
        held,
        id,
        store -> {
          store.put(key, value, false);
          return true;
        });
    reply.row(pair(key, value));
  }

  private void deleteKey(Request request, Reply reply) {
    HeldClass held = names.heldClass(request.text("class"));
    ActorId id = names.existing(held, request.text("object"));
    String key = request.text("key");
    boolean was = house.use(held, id, store -> store.delete(key, false));
    if (!was) {
      throw ControlException.notFound("The object has no key '" + key + "'.");
    }
    reply.row(node().put("key", key).put("deleted", true));
  }

  private void restore(Request request, Reply reply) {
    HeldClass held = names.heldClass(request.text("class"));
    ActorId id = names.existing(held, request.text("object"));
    Instant time = time(request.text("at"));
    if (!held.sqlite()) {
      throw ControlException.refused(
          "Class '%s' keeps its objects in key-value storage, which has no history."
              .formatted(held.className()));
    }
    ClassStore store = house.store(held);
    String undo =
        house.alone(
            held,
            id,
            () -> {
              String before;
              try (ObjectStore open = store.open(id)) {
                before = open.restoreAtNextStart(open.bookmarkFor(time));
              }
              store.open(id).close();
              return before;
            });
    reply.row(
        node().put("id", id.hex()).put("restoredTo", time.toString()).put("undoBookmark", undo));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw ControlException.refused(
          "'" + text + "' is no time; write it as 2026-01-31T12:00:00Z.", e);
    }
  }

  private void delete(Request request, Reply reply) {
    HeldClass held = names.heldClass(request.text("class"));
    ActorId id = names.existing(held, request.text("object"));
    String name = Trash.name(house.root(), Instant.now(), id.hex());
    Path kept = house.root().resolve("trash").resolve(name);
    house.alone(
        held,
        id,
        () -> {
          house.store(held).remove(id, kept);
          return true;
        });
    reply.row(node().put("id", id.hex()).put("trash", name));
  }

  static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
