import dev.perdure.workers.DurableObject;
import dev.perdure.workers.DurableObjectState;
import dev.perdure.workers.Env;
import dev.perdure.workers.ListOptions;
import dev.perdure.workers.Request;
import dev.perdure.workers.Response;
import dev.perdure.workers.SqlStorage;
import dev.perdure.workers.WebSocket;
import dev.perdure.workers.WebSocketPair;
import dev.perdure.workers.WorkerException;
import java.util.List;
import java.util.Map;

public class Thing extends DurableObject {
  record Question(int id) {}

  record Answer(int id, String name, List<String> tags, long at) {}

  record Row(long id, long at, String text) {}

  private final SqlStorage sql;
  private int count;
  private boolean made;

  public Thing(DurableObjectState ctx, Env env) {
    super(ctx, env);
    this.sql = ctx.storage().sql();
  }

  @Override
  public Response fetch(Request request) {
    String workload = request.path().split("/")[1];
    return switch (workload) {
      case "memory" -> Response.of(String.valueOf(++count));
      case "get" ->
          Response.of(String.valueOf(ctx.storage().get("value", Integer.class).orElse(0)));
      case "put" -> {
        count++;
        ctx.storage().put("value", count);
        yield Response.of(String.valueOf(count));
      }
      case "list" ->
          Response.of(
              String.valueOf(ctx.storage().list(ListOptions.ALL.most(1000), Map.class).size()));
      case "insert" -> {
        tables();
        sql.exec(
            "INSERT INTO entry (at, text) VALUES (?, ?)",
            System.currentTimeMillis(),
            "an entry of the ledger");
        yield Response.of("ok");
      }
      case "select" ->
          Response.json(
              sql.query(Row.class, "SELECT id, at, text FROM shown ORDER BY id LIMIT 10"));
      case "fill" -> {
        fill();
        yield Response.of("filled");
      }
      case "echo" -> socket();
      case "room" -> socket("room");
      default -> throw WorkerException.error("There is no workload '" + workload + "'.");
    };
  }

  /** Fills the object for the workloads that read. */
  private void fill() {
    tables();
    for (int i = 0; i < 10; i++) {
      sql.exec(
          "INSERT OR REPLACE INTO shown VALUES (?, ?, ?)", i, 1_700_000_000_000L + i, "row " + i);
    }
    for (int i = 0; i < 1000; i++) {
      ctx.storage().put("key-%04d".formatted(i), Map.of("i", i));
    }
    ctx.storage().put("value", 1);
  }

  private void tables() {
    if (!made) {
      sql.exec(
          """
          CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, at INTEGER, text TEXT);
          CREATE TABLE IF NOT EXISTS shown (id INTEGER PRIMARY KEY, at INTEGER, text TEXT)
          """);
      made = true;
    }
  }

  public Answer describe(Question question) {
    return new Answer(
        question.id(), "thing " + question.id(), List.of("a", "b"), 1_700_000_000_000L);
  }

  private Response socket(String... tags) {
    WebSocketPair pair = WebSocketPair.create();
    ctx.acceptWebSocket(pair.server(), tags);
    return Response.upgrade(pair.client());
  }

  @Override
  public void webSocketMessage(WebSocket socket, String message) {
    if (socket.tags().isEmpty()) {
      socket.send(message);
      return;
    }
    ctx.getWebSockets("room").forEach(member -> member.send(message));
  }
}
