import dev.perdure.workers.*;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Calls /OBJECT/METHOD?args=[...] and answers {"value": ...} or {"error": ...}; sockets go to the
 * object.
 */
public class Main extends Worker {
  record Fault(String name, String message, boolean remote, boolean durableObjectReset) {}

  @Override
  public Response fetch(Request request, Env env, ExecutionContext ctx) {
    String[] path = request.path().split("/");
    boolean cases = path[1].startsWith("case") || path[1].startsWith("broken");
    DurableObjectStub stub = env.namespace(cases ? "CASES" : "THING").getByName(path[1]);
    if (path[2].equals("fetch") || path[2].equals("standard")) {
      return stub.fetch(request);
    }
    try {
      String given = request.query("args");
      Object[] args = Json.parse(given == null ? "[]" : given, Object[].class);
      if (path[2].equals("callback")) {
        List<Object> heard = new ArrayList<>();
        Consumer<String> listener = heard::add;
        heard.add(stub.call("callback", args[0], listener));
        return Response.json(JsObject.of("value", heard));
      }
      if (path[2].equals("tally")) {
        try (Stub tally = stub.call(Stub.class, "tally", args[0])) {
          tally.call("add", 2);
          return Response.json(JsObject.of("value", tally.call("add", 3)));
        }
      }
      return Response.json(JsObject.of("value", stub.call(path[2], args)));
    } catch (RpcException e) {
      return Response.json(
          JsObject.of(
              "error", new Fault(e.name(), e.message(), e.remote(), e.durableObjectReset())));
    }
  }
}
