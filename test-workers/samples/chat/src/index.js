import { DurableObject } from "cloudflare:workers";

const KEPT = 100;

/** One room: what is sent into one of its sockets comes out of all. */
export class Room extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS said (number INTEGER PRIMARY KEY, name TEXT, text TEXT)",
    );
    // Answered without waking the room.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  fetch(request) {
    if (request.headers.get("Upgrade") !== "websocket") {
      return Response.json({ present: this.present(), said: this.said() });
    }
    const name = new URL(request.url).searchParams.get("name") ?? "somebody";
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server, [name]);
    server.serializeAttachment({ name });
    for (const line of this.said()) server.send(line);
    this.tell(`${name} joins`);
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(ws, text) {
    const { name } = ws.deserializeAttachment();
    const { sql } = this.ctx.storage;
    sql.exec("INSERT INTO said (name, text) VALUES (?, ?)", name, String(text));
    sql.exec("DELETE FROM said WHERE number <= (SELECT max(number) FROM said) - ?", KEPT);
    this.tell(`${name}: ${text}`);
  }

  webSocketClose(ws, code) {
    const { name } = ws.deserializeAttachment();
    if (code !== 1006) ws.close(1000, "see you");
    this.tell(`${name} leaves`, ws);
  }

  tell(line, except) {
    for (const ws of this.ctx.getWebSockets()) {
      if (ws !== except) ws.send(line);
    }
  }

  said() {
    const rows = this.ctx.storage.sql.exec("SELECT name, text FROM said ORDER BY number");
    return rows.toArray().map(({ name, text }) => `${name}: ${text}`);
  }

  present() {
    return this.ctx.getWebSockets().map((ws) => ws.deserializeAttachment().name);
  }
}

export default {
  fetch(request, env) {
    const room = new URL(request.url).pathname.slice(1) || "lobby";
    return env.ROOMS.getByName(room).fetch(request);
  },
};
