import dev.perdure.workers.*;
import java.time.Instant;
import java.util.function.IntConsumer;

/** How much there is of an item; written in Java. */
public class Stock extends DurableObject {
  record Taken(int count, Instant at) {}

  public Stock(DurableObjectState ctx, Env env) {
    super(ctx, env);
  }

  private int there() {
    return ctx.storage().get("there", Integer.class).orElse(0);
  }

  public int fill(int more) {
    ctx.storage().put("there", there() + more);
    return there();
  }

  public Taken take(int count, IntConsumer remaining) {
    if (count > there()) {
      throw new WorkerException("RangeError", "there are only " + there());
    }
    ctx.storage().put("there", there() - count);
    remaining.accept(there());
    return new Taken(count, Instant.now());
  }
}
