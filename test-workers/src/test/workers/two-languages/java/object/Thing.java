import dev.perdure.workers.*;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

public class Thing extends DurableObject {
  record Visitor(String name, int count) {}

  record Note(long id, Long saidAt, String text) {}

  static class Tally implements RpcTarget {
    private int sum;

    Tally(int sum) {
      this.sum = sum;
    }

    public int add(int more) {
      return sum += more;
    }
  }

  private final List<String> log = new ArrayList<>();
  private final int instance;

  public Thing(DurableObjectState ctx, Env env) {
    super(ctx, env);
    ctx.storage()
        .sql()
        .exec(
            "CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, said_at INTEGER, text TEXT)");
    instance =
        ctx.blockConcurrencyWhile(() -> {
          int number = ctx.storage().get("instance", Integer.class).orElse(0) + 1;
          ctx.storage().put("instance", number);
          return number;
        });
  }

  @Override
  public Response fetch(Request request) {
    if ("websocket".equals(request.header("Upgrade"))) {
      WebSocketPair pair = WebSocketPair.create();
      ctx.acceptWebSocket(pair.server(), "guest");
      String name = request.header("X-Name");
      pair.server().serializeAttachment(new Visitor(name == null ? "somebody" : name, 0));
      return Response.upgrade(pair.client());
    }
    return Response.of(201, request.method() + " " + request.text())
        .with("X-Thing", ctx.id().name());
  }

  @Override
  public void webSocketMessage(WebSocket ws, String message) {
    Visitor before = ws.deserializeAttachment(Visitor.class).orElseThrow();
    Visitor visitor = new Visitor(before.name(), before.count() + 1);
    ws.serializeAttachment(visitor);
    ws.send(visitor.name() + " " + visitor.count() + ": " + message);
  }

  @Override
  public void webSocketClose(WebSocket ws, int code, String reason, boolean wasClean) {
    ctx.storage().put("closed", code + " " + reason);
    ws.close(code, reason);
  }

  @Override
  public void alarm(AlarmInfo alarm) {
    ctx.storage().put("rang", ctx.storage().get("rang", Integer.class).orElse(0) + 1);
    if (!alarm.isRetry() && ctx.storage().get("failFirst", Object.class).isPresent()) {
      throw new WorkerException("Error", "not yet");
    }
  }

  public int instances() {
    return instance;
  }

  public void put(String key, Object value) {
    ctx.storage().put(key, value);
  }

  public Object get(String key) {
    return ctx.storage().get(key, Object.class).orElse(null);
  }

  public boolean remove(String key) {
    return ctx.storage().delete(key);
  }

  public List<String> keys(String prefix) {
    return List.copyOf(ctx.storage().list(ListOptions.prefix(prefix), Object.class).keySet());
  }

  public void setAlarm(long millis) {
    ctx.storage().setAlarm(Duration.ofMillis(millis));
  }

  public boolean hasAlarm() {
    return ctx.storage().getAlarm().isPresent();
  }

  public List<Note> note(String text) {
    ctx.storage().sql().exec("INSERT INTO note (said_at, text) VALUES (?, ?)", 1000, text);
    return notes();
  }

  public List<Note> notes() {
    return ctx.storage().sql().query(Note.class, "SELECT * FROM note ORDER BY id");
  }

  public int transfer(int amount, int limit) {
    return ctx.storage()
        .transaction(txn -> {
          txn.put("balance", amount);
          env.namespace("THING").getByName("bank").call("instances");
          if (amount > limit) {
            throw WorkerException.rangeError("over the limit");
          }
          return txn.get("balance", Integer.class).orElseThrow() + 1;
        });
  }

  public String both(int first, int second) {
    SqlStorage sql = ctx.storage().sql();
    return ctx.storage()
        .transactionSync(() -> {
          sql.exec("INSERT INTO note (id, text) VALUES (?, 'first')", first);
          sql.exec("INSERT INTO note (id, text) VALUES (?, 'second')", second);
          return "done";
        });
  }

  /** Waits for another event of this object. */
  public Object waitForKey(String key) {
    while (ctx.storage().get(key, Object.class).isEmpty()) {
      Task.sleep(Duration.ofMillis(5));
    }
    return get(key);
  }

  public List<String> gated(String name) {
    ctx.blockConcurrencyWhile(() -> {
      log.add(name + " begins");
      Task.sleep(Duration.ofMillis(20));
      return log.add(name + " ends");
    });
    return log;
  }

  public List<String> shared() {
    return log;
  }

  public String callback(int times, Consumer<String> listener) {
    for (int i = 1; i < times; i++) {
      listener.accept("call " + i);
    }
    return "last";
  }

  public Tally tally(int sum) {
    return new Tally(sum);
  }

  public void fail(String message) {
    throw WorkerException.typeError(message);
  }

  public void failBelow(String message) {
    env.namespace("THING").getByName("below").call("fail", message);
  }

  public void failGate() {
    ctx.blockConcurrencyWhile(() -> {
      throw WorkerException.error("the gate fell");
    });
  }

  public void abort(String reason) {
    ctx.abort(reason);
  }

  public Object echo(Object value) {
    return value;
  }

  public String fetchOther(String name, String text) {
    Response response =
        env.namespace("THING")
            .getByName(name)
            .fetch(Request.of("POST", "https://thing/").withBody(text));
    return response.status() + " " + response.header("X-Thing") + " " + response.text();
  }
}
