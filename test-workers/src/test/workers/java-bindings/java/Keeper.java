import dev.perdure.workers.*;
import java.util.ArrayList;
import java.util.List;

/** Writes to its storage before each thing that it does outside. */
public class Keeper extends DurableObject {
  private int written;

  public Keeper(DurableObjectState ctx, Env env) {
    super(ctx, env);
  }

  private String after(Runnable call) {
    ctx.storage().put("written", ++written);
    try {
      call.run();
      return "done";
    } catch (WorkerException e) {
      return e.name() + ": " + e.message();
    }
  }

  /** Answers a connection with what comes, twice. */
  @Override
  public void connect(TcpSocket socket) throws Exception {
    String text = new String(socket.input().readAllBytes());
    socket.output().write((text + text).getBytes());
  }

  public List<String> exported() {
    return List.of(
        String.join(" ", ctx.exports().names()),
        String.valueOf(ctx.exports().service("Script").call("kv", "exported")));
  }

  public List<String> outside() {
    List<String> told = new ArrayList<>();
    told.add(after(() -> env.kv("KV").put("kept", "x")));
    told.add(after(() -> env.kv("KV").put("", "x")));
    told.add(after(() -> env.d1("DB").run("SELECT 1")));
    told.add(after(() -> env.d1("DB").run("SELECT * FROM missing_too")));
    told.add(after(() -> env.bucket("BUCKET").put("from/object", "x")));
    told.add(after(() -> env.bucket("BUCKET").put("k".repeat(2000), "x")));
    told.add(after(() -> env.queue("JOBS").send("from an object")));
    told.add(after(() -> env.queue("JOBS").send("x".repeat(200_000))));
    told.add(after(() -> env.service("SCRIPT").call("kv", "kept")));
    told.add(after(() -> env.fetch("nonsense")));
    told.add(after(() -> env.fetch("http://127.0.0.1:1/")));
    return told;
  }
}
