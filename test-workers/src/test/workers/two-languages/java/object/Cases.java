import dev.perdure.workers.*;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What one object sees of its storage, alarms, sockets and calls; the same in cases.js. */
public class Cases extends DurableObject {
  record Value(
      String text,
      double number,
      BigInteger big,
      Instant date,
      byte[] bytes,
      List<Object> list,
      Map<String, Integer> map,
      Set<String> set,
      Pattern pattern,
      double nan) {}

  record Note(String text) {}

  record Types(String a, String b, String c, String d) {}

  interface Appends {
    Task<List<Object>> append(int number);

    Task<Void> block();
  }

  static class Foreign {
    int value = 1;
  }

  private final DurableObjectStorage storage;
  private final SqlStorage sql;
  private final int woken;
  private final List<Object> order = new ArrayList<>();
  private int calls;
  private Stub kept;

  public Cases(DurableObjectState ctx, Env env) {
    super(ctx, env);
    storage = ctx.storage();
    sql = storage.sql();
    woken = ctx.getWebSockets().size();
    if (String.valueOf(ctx.id().name()).startsWith("broken")) {
      throw WorkerException.rangeError("it cannot begin");
    }
  }

  private static String named(Callable<?> call) {
    try {
      call.call();
      return "none";
    } catch (WorkerException e) {
      return e.name() + ": " + e.message();
    } catch (Exception e) {
      return e.toString();
    }
  }

  private static Callable<Object> action(Runnable action) {
    return () -> {
      action.run();
      return true;
    };
  }

  public int call() {
    return ++calls;
  }

  // Storage

  public List<Object> absent() {
    Map<String, Integer> pairs = new LinkedHashMap<>();
    pairs.put("b", 1);
    pairs.put("a", 2);
    storage.put(pairs);
    Map<String, Integer> both = storage.get(List.of("b", "x", "a"), Integer.class);
    return List.of(
        storage.get("none", Object.class).isEmpty(),
        List.copyOf(both.keySet()),
        List.copyOf(both.values()));
  }

  private List<String> keys(ListOptions options) {
    return List.copyOf(storage.list(options, Object.class).keySet());
  }

  public List<List<String>> listed(String kind) {
    storage.put(Map.of("a:1", 1, "a:2", 2, "b", 3, "c", 4, "é", 5));
    return List.of(
        keys(ListOptions.ALL),
        keys(ListOptions.ALL.from("b")),
        keys(ListOptions.ALL.after("b")),
        keys(ListOptions.ALL.until("b")),
        keys(ListOptions.prefix("a:")),
        keys(ListOptions.prefix("a:").from("a:2")),
        keys(ListOptions.ALL.from("a:2").until("c").reversed()),
        keys(ListOptions.ALL.most(2)),
        keys(ListOptions.ALL.most(2).reversed()));
  }

  public List<Object> values() {
    Value value =
        new Value(
            "é中",
            -2.5,
            new BigInteger("12345678901234567890"),
            Instant.ofEpochMilli(1000),
            new byte[] {1, -1},
            Arrays.asList(1, null, List.of(true)),
            Map.of("k", 1),
            Set.of("x"),
            Pattern.compile("a+"),
            Double.NaN);
    storage.put("value", value);
    Value found = storage.get("value", Value.class).orElseThrow();
    return List.of(
        found.text(),
        found.number(),
        found.big().toString(),
        found.date().toEpochMilli(),
        List.of(found.bytes()[0] & 0xff, found.bytes()[1] & 0xff),
        found.list(),
        found.map().get("k"),
        found.set().contains("x"),
        found.pattern().pattern(),
        Double.isNaN(found.nan()));
  }

  public List<?> copies() {
    List<Object> list = new ArrayList<>(List.of(1));
    storage.put("list", list);
    list.add(2);
    List<Object> found = new ArrayList<>(storage.get("list", List.class).orElseThrow());
    found.add(3);
    return storage.get("list", List.class).orElseThrow();
  }

  public List<Object> refuses(String kind) {
    Function<String, String> function = text -> text;
    String told = named(action(() -> storage.put("f", function)));
    return List.of(told.split(":")[0], storage.get("f", Object.class).isEmpty());
  }

  public List<Object> removes() {
    storage.put(Map.of("a", 1, "b", 2, "c", 3));
    return List.of(
        storage.delete("a"),
        storage.delete("a"),
        storage.delete(List.of("b", "c", "x")),
        storage.delete("a"));
  }

  public List<Object> sees() {
    storage.put("one", 1);
    int first = storage.get("one", Integer.class).orElseThrow();
    storage.put("two", 2);
    int second = storage.get("two", Integer.class).orElseThrow();
    storage.put("three", 3);
    return List.of(
        first,
        second,
        storage.get("three", Integer.class).orElseThrow(),
        storage.get("none", Object.class).isEmpty());
  }

  public int syncs() {
    storage.put("late", 1);
    storage.sync();
    storage.sync();
    return storage.get("late", Integer.class).orElseThrow();
  }

  public List<Object> clears() {
    storage.put("key", 1);
    sql.exec("CREATE TABLE gone (id INTEGER)");
    storage.setAlarm(Duration.ofSeconds(100));
    storage.deleteAll();
    int tables =
        sql.exec("SELECT count(*) FROM sqlite_schema WHERE name = 'gone'").one(Integer.class);
    boolean alarm = storage.getAlarm().isEmpty();
    storage.put("new", 2);
    return List.of(
        storage.get("key", Object.class).isEmpty(),
        tables,
        alarm,
        storage.get("new", Integer.class).orElseThrow(),
        call());
  }

  public boolean tooBig() {
    return named(action(() -> storage.put("big", new byte[5_000_000]))).contains("SQLITE_TOOBIG");
  }

  public int increment() {
    int value = storage.get("count", Integer.class).orElse(0) + 1;
    storage.put("count", value);
    return value;
  }

  // Transactions

  public List<Object> transaction() {
    storage.put(Map.of("a", 1, "b", 2));
    List<Object> seen =
        storage.transaction(txn -> {
          txn.put("c", 3);
          txn.delete("a");
          return List.of(
              List.copyOf(txn.list(Object.class).keySet()), txn.get("a", Object.class).isEmpty());
        });
    String undone =
        storage.transaction(txn -> {
          txn.put("d", 4);
          txn.rollback();
          return "undone";
        });
    return List.of(seen, undone, keys(ListOptions.ALL));
  }

  public List<Object> failing(String kind) {
    sql.exec("CREATE TABLE IF NOT EXISTS entry (id INTEGER)");
    Callable<Object> work =
        () -> {
          storage.put("in", 1);
          sql.exec("INSERT INTO entry VALUES (1)");
          throw WorkerException.rangeError("taken back");
        };
    String told =
        named(
            kind.equals("sync")
                ? () -> storage.transactionSync(work)
                : () -> storage.transaction(txn -> work.call()));
    return List.of(
        told,
        storage.get("in", Object.class).isEmpty(),
        sql.exec("SELECT count(*) FROM entry").one(Integer.class));
  }

  // SQL

  public List<Object> statements() {
    sql.exec(
        "CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, name TEXT, size REAL, raw BLOB)");
    SqlCursor inserted =
        sql.exec("INSERT INTO t VALUES (?, ?, ?, ?)", 1, "one", 2.5, new byte[] {7});
    sql.exec(
        "INSERT INTO t (id, name) VALUES (2, 'two'); INSERT INTO t (id, name) VALUES (?, ?)",
        3,
        null);
    List<String> rows = new ArrayList<>();
    for (SqlRow row : sql.exec("SELECT id, name FROM t ORDER BY id")) {
      rows.add(row.get("id") + " " + row.get("name"));
    }
    SqlRow first = sql.exec("SELECT * FROM t WHERE id = 1").one();
    return List.of(
        inserted.toList().size(),
        inserted.columnNames(),
        rows,
        sql.exec("SELECT name AS n, id FROM t").columnNames(),
        sql.exec("SELECT id FROM t WHERE id > ? AND id < ?", 1, 9).toList(Integer.class),
        Arrays.asList(
            first.get("raw", byte[].class).orElseThrow()[0], first.get("size"), first.get("name")),
        sql.exec("INSERT INTO t (id) VALUES (9) RETURNING id * 2 AS twice")
            .toList()
            .getFirst()
            .get("twice"),
        sql.databaseSize() > 0,
        sql.query(
                Types.class,
                "SELECT typeof(?) AS a, typeof(?) AS b, typeof(?) AS c, typeof(?) AS d",
                "x",
                1.5,
                new byte[1],
                null)
            .getFirst());
  }

  private String fault(String query, Object... bindings) {
    return named(() -> sql.exec(query, bindings).toList());
  }

  public List<Object> sqlFaults() {
    sql.exec("CREATE TABLE IF NOT EXISTS u (id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0))");
    sql.exec("INSERT INTO u VALUES (1, 1)");
    return List.of(
        fault("SELECT ?"),
        fault("SELECT 1", 2),
        fault("SELEC 1"),
        fault("SELECT * FROM none"),
        fault("INSERT INTO u VALUES (1, 2)"),
        fault("INSERT INTO u VALUES (2, 0)"),
        fault("BEGIN"),
        named(() -> sql.exec("SELECT * FROM u WHERE id = 5").one()),
        named(() -> sql.exec("SELECT 1 UNION SELECT 2").one()),
        sql.exec("SELECT count(*) FROM u").one(Integer.class));
  }

  public List<Object> features() {
    sql.exec(
        "CREATE TABLE IF NOT EXISTS f (k TEXT PRIMARY KEY, n INTEGER, twice INTEGER AS (n * 2)) STRICT");
    for (int i = 0; i < 2; i++) {
      sql.exec("INSERT INTO f (k, n) VALUES ('a', 1) ON CONFLICT (k) DO UPDATE SET n = n + 1");
    }
    return List.of(
        sql.exec("SELECT twice FROM f").one(Integer.class),
        sql.exec("SELECT '{\"a\":{\"b\":7}}' -> 'a' ->> 'b' AS v").one(Integer.class),
        sql.exec("SELECT sum(value) AS v FROM json_each('[1,2,3]')").one(Integer.class),
        sql.exec(
                "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 5) SELECT sum(x) AS v FROM c")
            .one(Integer.class),
        sql.exec("SELECT row_number() OVER (ORDER BY value DESC) AS r FROM json_each('[5,6]')")
            .toList(Integer.class));
  }

  public void keepsWhatWasWritten() {
    sql.exec("CREATE TABLE IF NOT EXISTS w (id INTEGER)");
    sql.exec("INSERT INTO w VALUES (1)");
    throw WorkerException.rangeError("after the write");
  }

  public int written() {
    return sql.exec("SELECT count(*) AS n FROM w").one(Integer.class);
  }

  // Alarms

  public List<Object> alarms() {
    Optional<Instant> before = storage.getAlarm();
    storage.setAlarm(Duration.ofSeconds(50));
    Instant at = storage.getAlarm().orElseThrow();
    storage.setAlarm(at);
    long set = Duration.between(at, storage.getAlarm().orElseThrow()).toMillis();
    storage.setAlarm(at.plusSeconds(1));
    long again = Duration.between(at, storage.getAlarm().orElseThrow()).toMillis();
    storage.deleteAlarm();
    storage.deleteAlarm();
    return Arrays.asList(before.orElse(null), set, again, storage.getAlarm().orElse(null));
  }

  /** What the next alarms do: a number of failures, or of runs that each set the next one. */
  public void plan(String how, int count, long millis) {
    storage.setAlarm(Duration.ofMillis(millis));
    storage.put(Map.of("how", how, "count", count, "ran", List.of()));
  }

  private List<String> runs() {
    return storage.get("ran", new TypeRef<List<String>>() {}).orElse(List.of());
  }

  public List<Object> ran() {
    return List.of(runs(), storage.getAlarm().isPresent());
  }

  @Override
  public void alarm(AlarmInfo alarm) {
    List<String> ran = new ArrayList<>(runs());
    ran.add(
        "%d %b %b".formatted(alarm.retryCount(), alarm.isRetry(), storage.getAlarm().isPresent()));
    storage.put("ran", ran);
    int count = storage.get("count", Integer.class).orElseThrow();
    switch (storage.get("how", String.class).orElseThrow()) {
      case "fail" -> {
        if (ran.size() <= count) {
          throw WorkerException.error("not yet");
        }
      }
      case "again" -> {
        if (ran.size() < count) {
          storage.setAlarm(Duration.ofSeconds(1));
        }
      }
      case "clear" -> {
        storage.deleteAll();
        storage.put("ran", ran);
      }
      default -> {}
    }
  }

  // Gates

  public int lose(boolean guarded) {
    Callable<Object> work =
        () -> {
          int value = storage.get("lost", Integer.class).orElse(0);
          Task.sleep(Duration.ofMillis(20));
          storage.put("lost", value + 1);
          return true;
        };
    if (guarded) {
      ctx.blockConcurrencyWhile(work);
    } else {
      named(work);
    }
    return storage.get("lost", Integer.class).orElseThrow();
  }

  public int busy(String name) {
    for (int i = 0; i < 300; i++) {
      order.add(name);
      sql.exec("SELECT 1").toList();
      storage.get("none", Object.class);
    }
    return order.size();
  }

  public int changes() {
    int changes = 0;
    for (int i = 1; i < order.size(); i++) {
      if (!order.get(i).equals(order.get(i - 1))) {
        changes++;
      }
    }
    return changes;
  }

  // Calls

  public List<Object> append(int number) {
    order.add(number);
    return order;
  }

  public List<Object> inOrder(String other) {
    Appends stub = env.namespace("CASES", Appends.class).getByName(other);
    List<Task<List<Object>>> all =
        List.of(1, 2, 3).stream().map(number -> stub.append(number)).toList();
    return all.stream().map(Task::join).toList().getLast();
  }

  public void block() {
    ctx.blockConcurrencyWhile(() -> {
      Task.sleep(Duration.ofMillis(20));
      return true;
    });
    order.add("unblocked");
  }

  public List<?> afterBlock(String other) {
    Appends stub = env.namespace("CASES", Appends.class).getByName(other);
    Task<Void> blocked = stub.block();
    List<Task<?>> all = List.of(stub.append(1), stub.append(2), stub.append(3));
    blocked.join();
    List<?> last = (List<?>) all.stream().map(Task::join).toList().getLast();
    return last.stream().filter(each -> !"unblocked".equals(each)).toList();
  }

  /** Something that goes on for a while after the answer. */
  public int linger(String how, String other) {
    if (how.equals("timer")) {
      Task.start(() -> {
        Task.sleep(Duration.ofSeconds(30));
        return order.add("rang");
      });
    } else {
      Task.start(() -> env.namespace("CASES").getByName(other).call("dawdle"));
    }
    return call();
  }

  public int dawdle() {
    Task.sleep(Duration.ofSeconds(30));
    return call();
  }

  public List<Object> change(List<Object> list) {
    List<Object> mine = new ArrayList<>(list);
    mine.add("changed");
    return mine;
  }

  public List<Object> callByCopy(String other) {
    List<Object> list = new ArrayList<>(List.of("mine"));
    Object theirs = env.namespace("CASES").getByName(other).call("change", list);
    return List.of(list, theirs);
  }

  public Foreign foreign() {
    return new Foreign();
  }

  public void hold(Stub listener) {
    kept = listener.dup();
  }

  public void useHeld() {
    kept.call("", "later");
  }

  public List<String> lend(String other) {
    List<String> heard = new ArrayList<>();
    DurableObjectStub stub = env.namespace("CASES").getByName(other);
    Consumer<String> listener = heard::add;
    stub.call("hold", listener);
    stub.call("useHeld");
    return heard;
  }

  private String hidden() {
    return "hidden";
  }

  // Facets

  interface Increments {
    int increment();
  }

  private Increments facet(String name) {
    return ctx.facets().get(name, "Cases", Increments.class);
  }

  public List<Object> facets() {
    Facets facets = ctx.facets();
    Increments before = facet("child");
    List<Integer> counts = new ArrayList<>();
    counts.add(before.increment());
    counts.add(before.increment());
    counts.add(increment());
    facets.copy("child", "twin");
    counts.add(facet("twin").increment());
    facets.abort("child", "ended by its parent");
    String told = named(before::increment);
    counts.add(facet("child").increment());
    facets.delete("child");
    counts.add(facet("child").increment());
    return List.of(counts, told, named(action(() -> facets.delete(""))));
  }

  // Sockets

  @Override
  public Response fetch(Request request) {
    WebSocketPair pair = WebSocketPair.create();
    WebSocket server = pair.server();
    if (request.path().endsWith("/standard")) {
      server.accept(
          new WebSocket.Listener() {
            @Override
            public void text(WebSocket socket, String message) {
              socket.send("string " + message);
            }

            @Override
            public void closed(WebSocket socket, int code, String reason, boolean wasClean) {
              if (reason.equals("abort")) {
                storage.put("undurable", true);
              }
              socket.close(4000, "too late");
              if (reason.equals("abort")) {
                ctx.abort("before it was durable");
              }
              storage.put("closed", code + " " + reason + " " + wasClean);
            }
          });
    } else {
      String tags = Objects.requireNonNullElse(request.query("tags"), "");
      ctx.acceptWebSocket(server, tags.isEmpty() ? new String[0] : tags.split(","));
      server.send("welcome " + String.join(" ", server.tags()));
    }
    return Response.upgrade(pair.client());
  }

  @Override
  public void webSocketMessage(WebSocket ws, String message) {
    String[] words = message.split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "attach" -> {
        List<String> value = new ArrayList<>(List.of(rest));
        ws.serializeAttachment(value);
        value.set(0, "changed");
      }
      case "attached" ->
          ws.send(
              ws.deserializeAttachment(String[].class).map(value -> value[0]).orElse("nothing")
                  + " "
                  + woken);
      case "large" -> ws.send(named(action(() -> ws.serializeAttachment("x".repeat(17_000)))));
      case "all" -> ctx.getWebSockets(rest).forEach(member -> member.send("to all"));
      case "count" ->
          ws.send(
              ctx.getWebSockets().size()
                  + " "
                  + ctx.getWebSockets("red").size()
                  + " "
                  + ctx.getWebSockets("none").size());
      case "bye" -> ws.close(4001, rest);
      default -> ws.send(message);
    }
  }

  @Override
  public void webSocketClose(WebSocket ws, int code, String reason, boolean wasClean) {
    storage.put("closed", code + " " + reason + " " + wasClean);
  }

  public String closed() {
    return storage.get("closed", String.class).orElse(null);
  }

  public void autoRespond() {
    ctx.setWebSocketAutoResponse(new DurableObjectState.AutoResponse("ping", "pong"));
  }

  public String acceptTwice() {
    WebSocket server = WebSocketPair.create().server();
    server.accept(new WebSocket.Listener() {});
    return named(action(() -> ctx.acceptWebSocket(server)));
  }
}
