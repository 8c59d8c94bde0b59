import dev.perdure.workers.*;
import java.util.List;

/** One room: what is sent into one of its sockets comes out of all. */
public class Room extends DurableObject {
  record Guest(String name) {}

  record Line(String name, String text) {}

  record Overview(List<String> present, List<Line> said) {}

  public Room(DurableObjectState ctx, Env env) {
    super(ctx, env);
    ctx.storage()
        .sql()
        .exec("CREATE TABLE IF NOT EXISTS said (number INTEGER PRIMARY KEY, name TEXT, text TEXT)");
    // Answered without waking the room.
    ctx.setWebSocketAutoResponse(new DurableObjectState.AutoResponse("ping", "pong"));
  }

  @Override
  public Response fetch(Request request) {
    if (!"websocket".equals(request.header("Upgrade"))) {
      return Response.json(
          new Overview(ctx.getWebSockets().stream().map(this::name).toList(), said()));
    }
    String given = request.query("name");
    String name = given == null ? "somebody" : given;
    WebSocketPair pair = WebSocketPair.create();
    ctx.acceptWebSocket(pair.server(), name);
    pair.server().serializeAttachment(new Guest(name));
    said().forEach(line -> pair.server().send(line.name() + ": " + line.text()));
    tell(name + " joins", null);
    return Response.upgrade(pair.client());
  }

  @Override
  public void webSocketMessage(WebSocket socket, String text) {
    ctx.storage().sql().exec("INSERT INTO said (name, text) VALUES (?, ?)", name(socket), text);
    tell(name(socket) + ": " + text, null);
  }

  @Override
  public void webSocketClose(WebSocket socket, int code, String reason, boolean wasClean) {
    tell(name(socket) + " leaves", socket);
  }

  private void tell(String line, WebSocket except) {
    for (WebSocket socket : ctx.getWebSockets()) {
      if (socket != except) {
        socket.send(line);
      }
    }
  }

  private String name(WebSocket socket) {
    return socket.deserializeAttachment(Guest.class).orElseThrow().name();
  }

  private List<Line> said() {
    return ctx.storage().sql().query(Line.class, "SELECT name, text FROM said ORDER BY number");
  }
}

class Entry extends Worker {
  @Override
  public Response fetch(Request request, Env env, ExecutionContext ctx) {
    DurableObjectNamespace<DurableObjectStub> rooms = env.namespace("ROOMS");
    return rooms.getByName(request.path()).fetch(request);
  }
}
