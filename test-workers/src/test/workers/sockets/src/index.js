import { DurableObject } from "cloudflare:workers";
import { serve } from "../../lib/cases.js";
import { accepting, objects } from "./objects.js";
import { pairs } from "./pairs.js";

export { Mute, Room } from "./room.js";

export class Accepting extends DurableObject {
  run(name) {
    return accepting[name](this.ctx);
  }

  /** Answers with a socket that may not be used. */
  fetch(request) {
    const [client, server] = Object.values(new WebSocketPair());
    switch (new URL(request.url).pathname) {
      case "/accepted":
        server.accept();
        return new Response(null, { status: 101, webSocket: server });
      case "/hibernating":
        this.ctx.acceptWebSocket(server);
        return new Response(null, { status: 101, webSocket: server });
      default:
        this.client ??= client;
        return new Response(null, { status: 101, webSocket: this.client });
    }
  }
}

const run = serve({ ...pairs, ...objects });

export default {
  async fetch(request, env, ctx) {
    const [kind, name] = new URL(request.url).pathname.slice(1).split("/");
    switch (kind) {
      case "room":
        return env.ROOM.getByName(name).fetch(request);
      case "mute":
        return env.MUTE.getByName(name).fetch(request);
      default:
        return run(request, env, ctx);
    }
  },
};
