import dev.perdure.workers.*;

interface Counting {
  int increment();
}

public class Counter extends DurableObject implements Counting {
  public Counter(DurableObjectState ctx, Env env) {
    super(ctx, env);
  }

  @Override
  public int increment() {
    int value = ctx.storage().get("value", Integer.class).orElse(0) + 1;
    ctx.storage().put("value", value);
    return value;
  }
}

class Entry extends Worker {
  @Override
  public Response fetch(Request request, Env env, ExecutionContext ctx) {
    String name = request.path().equals("/") ? "default" : request.path().substring(1);
    int value = env.namespace("COUNTERS", Counting.class).getByName(name).increment();
    return Response.of(name + ": " + value + "\n");
  }
}
