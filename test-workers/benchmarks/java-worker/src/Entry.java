import dev.perdure.workers.DurableObjectNamespace;
import dev.perdure.workers.DurableObjectStub;
import dev.perdure.workers.Env;
import dev.perdure.workers.ExecutionContext;
import dev.perdure.workers.Request;
import dev.perdure.workers.Response;
import dev.perdure.workers.Worker;

/** The workloads of ../worker/index.js that the benchmark runs in Java too. */
public class Entry extends Worker {
  @Override
  public Response fetch(Request request, Env env, ExecutionContext ctx) {
    String[] path = request.path().split("/");
    String name = path.length > 2 ? path[2] : "one";
    DurableObjectNamespace<DurableObjectStub> things = env.namespace("THINGS");
    return switch (path[1]) {
      case "hello" -> Response.of("Hello World!");
      case "rpc" -> {
        Thing.Question question = new Thing.Question(7);
        yield Response.of(
            things.getByName(name).call(Thing.Answer.class, "describe", question).name());
      }
      default -> things.getByName(name).fetch(request);
    };
  }
}
