import dev.perdure.workers.*;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers /CASE?of=... with what the case gives, as JSON. */
public class Main extends Worker {
  record Entry(long id, String text, Double amount, byte[] raw) {}

  record Settings(String name, List<Integer> sizes) {}

  record Job(String name, int number, String fails) {}

  record Heard(String body, int attempts) {}

  record Country(String country) {}

  // One isolate of the worker runs in dev.
  private final List<Heard> heard = new ArrayList<>();
  private final List<String> crons = new ArrayList<>();

  @Override
  public Response fetch(Request request, Env env, ExecutionContext ctx) throws Exception {
    String of = request.query("of");
    try {
      Object value = value(request.path().substring(1), of == null ? "" : of, request, env);
      return Response.json(JsObject.of("value", value));
    } catch (WorkerException e) {
      return Response.json(JsObject.of("error", e.name() + ": " + e.message()));
    }
  }

  private Object value(String name, String of, Request request, Env env) throws Exception {
    Fetcher script = env.service("SCRIPT");
    return switch (name) {
      case "object" -> env.namespace("KEEPER").getByName("it").call("outside");
      case "kv" -> kv(env.kv("KV"), script);
      case "kvFaults" ->
          faults(
              () -> env.kv("KV").put("", "x"),
              () -> env.kv("KV").put("k".repeat(513), "x"),
              () -> env.kv("KV").put("k", "x", Duration.ofSeconds(59)));
      case "expiring" -> {
        if (of.equals("put")) {
          env.kv("KV").put("brief", "x", Duration.ofSeconds(60));
        }
        yield env.kv("KV").get("brief").isPresent();
      }
      case "kvMetadata" -> kvMetadata(env.kv("KV"), script);
      case "conditions" -> conditions(env.bucket("BUCKET"));
      case "uploads" -> uploads(env.bucket("BUCKET"), script);
      case "uploadFaults" ->
          faults(
              () -> env.bucket("BUCKET").resumeUpload("k", "x").uploadPart(0, new byte[1]),
              () -> env.bucket("BUCKET").resumeUpload("k", "x").uploadPart(1, new byte[1]));
      case "assets" -> {
        Fetcher assets = env.service("ASSETS");
        yield List.of(
            assets.fetch(Request.get("http://assets/greeting.txt")).text().strip(),
            assets.fetch(Request.get("http://assets/missing.txt")).status());
      }
      case "exports" -> exports(env);
      case "connectObject" -> {
        try (TcpSocket socket = env.namespace("KEEPER").getByName("it").connect("it", 1)) {
          socket.output().write("ab".getBytes(StandardCharsets.UTF_8));
          socket.output().close();
          yield List.of(
              new String(socket.input().readAllBytes(), StandardCharsets.UTF_8),
              script.call("connectObject", "cd"));
        }
      }
      case "sessions" -> sessions(env.d1("DB"), script);
      case "d1" -> d1(env.d1("DB"), script);
      case "d1Faults" ->
          faults(
              () -> env.d1("DB").run("SELECT * FROM missing"),
              () -> env.d1("DB").run("SELECT ?", List.of()),
              () -> env.d1("DB").run("SELECT ?", Long.MAX_VALUE));
      case "bucket" -> bucket(env.bucket("BUCKET"), script);
      case "folders" -> folders(env.bucket("BUCKET"));
      case "cache" -> cache(script);
      case "cacheFaults" ->
          faults(
              () -> Cache.shared().put(Request.post("http://kept/", ""), Response.of("x")),
              () -> Cache.shared().put(Request.get("http://kept/"), Response.of(206, "x")),
              () ->
                  Cache.shared()
                      .put(Request.get("http://kept/"), Response.of("x").with("Vary", "a, *")));
      case "send" -> {
        env.queue("JOBS").send(new Job(of, 1, request.query("fails")));
        yield "sent";
      }
      case "sendKinds" -> {
        env.queue("JOBS")
            .sendBatch(
                List.of(
                    new WorkerQueue.Message("a text", WorkerQueue.ContentType.TEXT, null),
                    new WorkerQueue.Message(new byte[] {1, 2}, WorkerQueue.ContentType.BYTES, null),
                    new WorkerQueue.Message(Map.of("k", 1), WorkerQueue.ContentType.V8, null),
                    WorkerQueue.Message.of(new Job("json", 2, null))));
        yield "sent";
      }
      case "sendInJavaScript" -> {
        script.call("send", JsObject.of("name", of, "number", 3), "v8");
        yield "sent";
      }
      case "sendFaults" ->
          faults(
              () -> env.queue("JOBS").sendBatch(List.of()),
              () ->
                  env.queue("JOBS")
                      .send(new WorkerQueue.Message(1, WorkerQueue.ContentType.TEXT, null)));
      case "heard" -> heard;
      case "crons" -> crons;
      case "limit" ->
          List.of(env.limit("LIMIT", of), env.limit("LIMIT", of), env.limit("LIMIT", of));
      case "vars" ->
          List.of(env.text("WORD"), env.json("SETTINGS", Settings.class), env.has("NONE"));
      case "noBinding" -> wrongBinding(env, of);
      case "outside" -> outside(env, URLDecoder.decode(of, StandardCharsets.UTF_8));
      case "tcp" -> {
        try (TcpSocket socket = env.connect("127.0.0.1", Integer.parseInt(of))) {
          yield talk(socket) + " " + socket.remoteAddress().isPresent();
        }
      }
      case "tcpLarge" -> {
        try (TcpSocket socket = env.connect("127.0.0.1", Integer.parseInt(of))) {
          Task<Integer> heard = Task.start(() -> socket.input().readAllBytes().length);
          for (int i = 0; i < 50; i++) {
            socket.output().write(new byte[10_000]);
          }
          socket.output().close();
          yield heard.join();
        }
      }
      case "tcpFaults" ->
          faults(
              () -> env.connect("127.0.0.1", 1),
              () -> env.connect("no such host", 1),
              () -> env.connect("127.0.0.1", 70_000));
      case "tcpToScript" -> {
        try (TcpSocket socket = script.connect("script", 1)) {
          yield talk(socket) + " " + socket.remoteAddress().isPresent();
        }
      }
      case "tcpFromScript" -> script.call("callJava", of);
      case "cf" ->
          List.of(
              request.cf().isPresent(),
              request.withCf(new Country("XX")).cf(Country.class).orElseThrow(),
              request.withCf(null).cf().isPresent());
      default -> throw WorkerException.error("There is no case '" + name + "'.");
    };
  }

  private static String talk(TcpSocket socket) throws Exception {
    socket.output().write("hello, ".getBytes(StandardCharsets.UTF_8));
    socket.output().flush();
    socket.output().write("you".getBytes(StandardCharsets.UTF_8));
    socket.output().close();
    return new String(socket.input().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Answers a connection with what came. */
  @Override
  public void connect(TcpSocket socket, Env env, ExecutionContext ctx) throws Exception {
    socket.output().write("java heard: ".getBytes(StandardCharsets.UTF_8));
    socket.input().transferTo(socket.output());
  }

  private static List<String> faults(Runnable... calls) {
    List<String> faults = new ArrayList<>();
    for (Runnable call : calls) {
      try {
        call.run();
        faults.add("none");
      } catch (WorkerException e) {
        faults.add(e.name() + ": " + e.message());
      }
    }
    return faults;
  }

  private static String wrongBinding(Env env, String name) {
    try {
      env.d1(name);
      return "found";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static Object kv(KvNamespace kv, Fetcher script) {
    kv.put("a:1", "ö");
    kv.put("a:2", new byte[] {1, 2, 3});
    kv.put("b:1", "other");
    Optional<String> none = kv.get("none");
    int bytes = kv.getBytes("a:2").orElseThrow().length;
    kv.delete("b:1");
    return List.of(
        kv.get("a:1").orElseThrow(),
        script.call("kv", "a:1"),
        none.isPresent(),
        bytes,
        kv.list("a:", null).keys());
  }

  private Object exports(Env env) {
    env.kv("KV").put("exported", "kept");
    Exports exports = ctx().exports();
    String missing;
    try {
      exports.service("Nobody");
      missing = "found";
    } catch (IllegalArgumentException e) {
      missing = e.getMessage();
    }
    return List.of(
        exports.service("Script").call("kv", "exported"),
        exports.service("Script", JsObject.of("tenant", "acme")).call("props"),
        exports.namespace("Keeper").getByName("it").call("exported"),
        missing);
  }

  record About(String by, int pages) {}

  private static Object kvMetadata(KvNamespace kv, Fetcher script) {
    java.time.Instant end = java.time.Instant.ofEpochSecond(4_000_000_000L);
    kv.put("m:1", "text", KvNamespace.Options.metadata(new About("java", 2)).withExpiration(end));
    script.call("describe", "m:2", "other");
    kv.put("m:3", "plain");
    KvNamespace.Entry own = kv.getWithMetadata("m:1").orElseThrow();
    KvNamespace.Entry other = kv.getWithMetadata("m:2").orElseThrow();
    List<KvNamespace.Key> keys = kv.list("m:", null).entries();
    return List.of(
        own.text() + own.metadata(About.class).orElseThrow(),
        other.text() + other.metadata(About.class).orElseThrow(),
        kv.getWithMetadata("m:3").orElseThrow().metadata(About.class).isPresent(),
        kv.getWithMetadata("m:4").isPresent(),
        end.equals(keys.get(0).expiration()),
        keys.get(1).metadata(About.class).orElseThrow().pages(),
        keys.get(2).metadata(About.class).isPresent(),
        script.call("described", "m:1"));
  }

  private static Object conditions(R2Bucket bucket) {
    java.time.Instant stored = bucket.put("when", "one").uploaded();
    String etag = bucket.head("when").orElseThrow().etag();
    byte[] two = {2};
    var later = R2Bucket.Condition.uploadedAfter(stored.plusSeconds(60));
    var earlier = R2Bucket.Condition.uploadedBefore(stored.plusSeconds(60));
    return List.of(
        bucket.getWhen(R2Bucket.Condition.etagMatches(etag), "when").orElseThrow().text(),
        bucket.getWhen(R2Bucket.Condition.etagDoesNotMatch(etag), "when").isPresent(),
        bucket.getWhen(R2Bucket.Condition.etagMatches("*"), "never").isPresent(),
        bucket.getWhen(later, "when").isPresent(),
        bucket.getWhen(earlier, "when").isPresent(),
        bucket.putWhen(later, "when", two, R2Bucket.Metadata.NONE).isPresent(),
        bucket.putWhen(earlier, "when", two, R2Bucket.Metadata.NONE).orElseThrow().size(),
        bucket
            .putWhen(R2Bucket.Condition.etagDoesNotMatch("*"), "when", two, R2Bucket.Metadata.NONE)
            .isPresent());
  }

  private static Object uploads(R2Bucket bucket, Fetcher script) {
    R2Upload upload = bucket.createUpload("parts", R2Bucket.Metadata.contentType("text/plain"));
    byte[] large = new byte[5 << 20];
    java.util.Arrays.fill(large, (byte) 'a');
    R2Upload.Part first = upload.uploadPart(1, large);
    R2Upload again = bucket.resumeUpload("parts", upload.id());
    R2Upload.Part last = again.uploadPart(2, "end".getBytes(StandardCharsets.UTF_8));
    boolean early = bucket.head("parts").isPresent();
    R2Object object = again.complete(List.of(first, last));
    R2Upload dropped = bucket.createUpload("dropped", R2Bucket.Metadata.NONE);
    dropped.abort();
    String gone;
    try {
      dropped.uploadPart(1, new byte[1]);
      gone = "kept";
    } catch (WorkerException e) {
      gone = "gone";
    }
    return List.of(
        early,
        object.size() - large.length,
        object.metadata().contentType(),
        script.call("end", "parts"),
        bucket.head("dropped").isPresent(),
        gone);
  }

  private static Object sessions(D1Database db, Fetcher script) {
    D1Session session = db.session();
    boolean before = session.bookmark().isPresent();
    session.run("CREATE TABLE seen (id INTEGER)");
    session.run("INSERT INTO seen VALUES (1)");
    String bookmark = session.bookmark().orElseThrow();
    D1Session next = db.session(bookmark);
    Object count = next.first(Integer.class, "SELECT count(*) FROM seen").orElseThrow();
    return List.of(
        before,
        count,
        next.bookmark().orElseThrow().compareTo(bookmark) >= 0,
        script.call("session", bookmark));
  }

  private static Object d1(D1Database db, Fetcher script) {
    db.run("CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT, amount REAL, raw BLOB)");
    D1Result inserted =
        db.run("INSERT INTO entry VALUES (?, ?, ?, ?)", 1, "one", 2.5, new byte[] {7});
    List<D1Result> batch =
        db.batch(
            List.of(
                D1Statement.of("INSERT INTO entry (id, text) VALUES (?, ?)", 2, null),
                D1Statement.of("SELECT count(*) AS n FROM entry")));
    String failed;
    try {
      db.batch(
          List.of(
              D1Statement.of("INSERT INTO entry (id) VALUES (3)"),
              D1Statement.of("INSERT INTO entry (id) VALUES (1)")));
      failed = "kept";
    } catch (WorkerException e) {
      failed = e.message();
    }
    Entry first = db.first(Entry.class, "SELECT * FROM entry WHERE id = ?", 1).orElseThrow();
    return List.of(
        inserted.meta().changes(),
        inserted.meta().lastRowId(),
        batch.get(1).rows().getFirst().as(Integer.class),
        batch.get(1).columnNames(),
        failed.contains("UNIQUE constraint failed") && failed.startsWith("D1_ERROR: "),
        first.text() + first.amount() + first.raw().length,
        db.query(Integer.class, "SELECT id FROM entry ORDER BY id"),
        db.first(Entry.class, "SELECT * FROM entry WHERE id = 9").isPresent(),
        script.call("rows"));
  }

  private static Object bucket(R2Bucket bucket, Fetcher script) {
    R2Object put =
        bucket.put(
            "page",
            "<p>".getBytes(StandardCharsets.UTF_8),
            new R2Bucket.Metadata("text/html", null, Map.of("by", "java")));
    Object seen = script.call("bucket", "page");
    script.call("store", "sheet", "a {}");
    R2Object.WithBody sheet = bucket.get("sheet").orElseThrow();
    R2Object changed = bucket.put("page", "other");
    boolean late =
        bucket.putIf(put.etag(), "page", new byte[1], R2Bucket.Metadata.NONE).isPresent();
    boolean right =
        bucket
            .putIf(
                changed.etag(),
                "page",
                "third".getBytes(StandardCharsets.UTF_8),
                R2Bucket.Metadata.NONE)
            .isPresent();
    boolean anew = bucket.putIf(null, "page", new byte[1], R2Bucket.Metadata.NONE).isPresent();
    return List.of(
        put.size(),
        put.httpEtag().equals('"' + put.etag() + '"'),
        seen,
        sheet.text(),
        sheet.object().metadata(),
        late,
        right,
        anew,
        bucket.get("page", 1, 3).orElseThrow().text(),
        bucket.head("none").isPresent());
  }

  private static Object folders(R2Bucket bucket) {
    for (String key : new String[] {"f/a/1", "f/a/2", "f/b/1", "f/c"}) {
      bucket.put(key, key);
    }
    bucket.delete("f/b/1", "f/none");
    R2Bucket.Page page = bucket.list("f/", "/", null);
    return List.of(
        page.objects().stream().map(R2Object::key).toList(),
        page.prefixes(),
        bucket.list("f/a", null).objects().size());
  }

  private static Object cache(Fetcher script) {
    Request key = Request.get("http://kept/page");
    Cache.shared().put(key, Response.of("kept").with("Cache-Control", "max-age=60"));
    Cache.open("own").put(key, Response.of("mine").with("Cache-Control", "max-age=60"));
    Cache.shared()
        .put(Request.get("http://kept/no"), Response.of("x").with("Cache-Control", "no-store"));
    List<Object> found =
        new ArrayList<>(
            List.of(
                Cache.shared().match(key).orElseThrow().text(),
                Cache.open("own").match("http://kept/page").orElseThrow().text(),
                Cache.shared().match("http://kept/no").isPresent(),
                Cache.shared().match(key.with("Range", "bytes=1-2")).orElseThrow().text(),
                script.call("cached", "http://kept/page")));
    found.add(Cache.shared().delete(key));
    found.add(Cache.shared().delete(key));
    found.add(Cache.shared().match(key).isPresent());
    return found;
  }

  private static Object outside(Env env, String url) {
    Response gone = env.fetch(url + "away");
    Response posted = env.fetch(Request.post(url + "echo", "body").with("X-Mine", "yes"));
    List<Task<String>> both =
        List.of(
            Task.start(() -> env.fetch(url + "meet").text()),
            Task.start(() -> env.fetch(url + "meet").text()));
    return List.of(
        gone.status(), gone.text(), posted.text(), both.get(0).join(), both.get(1).join());
  }

  @Override
  public void scheduled(ScheduledEvent event, Env env, ExecutionContext ctx) {
    crons.add(event.cron() + " " + event.scheduledTime());
  }

  @Override
  public void queue(MessageBatch batch, Env env, ExecutionContext ctx) {
    for (MessageBatch.Message message : batch.messages()) {
      Object body = message.body(Object.class);
      if (body instanceof JsObject && message.body(Job.class).fails() != null) {
        Job job = message.body(Job.class);
        heard.add(new Heard(job.name() + " " + job.fails(), message.attempts()));
        if (message.attempts() == 1) {
          switch (job.fails()) {
            case "retry" -> message.retry(Duration.ofSeconds(3));
            case "acked" -> {
              message.ack();
              message.retry();
            }
            default ->
                throw new IllegalStateException("The consumer of '" + job.name() + "' fails.");
          }
        }
      } else {
        heard.add(
            new Heard(
                body instanceof byte[] bytes ? bytes.length + " bytes" : Json.text(body),
                message.attempts()));
      }
    }
  }
}
