package ledger;

import dev.perdure.workers.Env;
import dev.perdure.workers.ExecutionContext;
import dev.perdure.workers.Request;
import dev.perdure.workers.Response;
import dev.perdure.workers.Worker;

/** GET /NAME, POST /NAME/deposit?amount=N, POST /NAME/withdraw?amount=N. */
public class Api extends Worker {
  @Override
  public Response fetch(Request request, Env env, ExecutionContext ctx) {
    String[] path = request.path().split("/");
    if (path.length < 2) {
      return Response.of(404, "Ask for /NAME.\n");
    }
    Ledger account = env.namespace("ACCOUNTS", Ledger.class).getByName(path[1]);
    if (path.length == 2) {
      return Response.json(account.entries());
    }
    Ledger.Kind kind =
        switch (path[2]) {
          case "deposit" -> Ledger.Kind.DEPOSIT;
          case "withdraw" -> Ledger.Kind.WITHDRAWAL;
          default -> null;
        };
    if (kind == null) {
      return Response.of(404, "No such path.\n");
    }
    String amount = request.query("amount");
    if (amount == null || !amount.matches("[0-9]{1,15}")) {
      return Response.of(400, "Say how much: ?amount=100\n");
    }
    return switch (account.post(kind, Long.parseLong(amount))) {
      case Ledger.Outcome.Booked booked -> Response.json(booked);
      case Ledger.Outcome.Refused refused -> Response.json(refused).withStatus(409);
    };
  }
}
