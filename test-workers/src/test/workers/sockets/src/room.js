import { DurableObject } from "cloudflare:workers";
import { failure } from "../../lib/cases.js";

/** What a client may ask of a room, in a message of the form `command argument`. */
const commands = {
  say: (room, ws, text) => text,
  who: (room, ws) => [room.instance, room.constructed, ws.deserializeAttachment()?.name ?? null],
  count: (room) => ++room.counter,
  stored: (room) => {
    const { kv } = room.ctx.storage;
    kv.put("count", (kv.get("count") ?? 0) + 1);
    return kv.get("count");
  },
  constructions: (room) => room.ctx.storage.kv.get("constructions"),
  atStart: (room) => room.atStart,
  list: (room, ws, tag) => room.names(tag === "" ? undefined : tag),
  tags: (room, ws) => room.ctx.getTags(ws),
  states: (room) => room.ctx.getWebSockets().map((each) => each.readyState),
  sameSocket: (room, ws) => {
    const known = room.known;
    room.known = ws;
    return [known === ws, known === undefined, room.ctx.getWebSockets().includes(ws)];
  },
  attach: (room, ws, json) => ws.serializeAttachment(JSON.parse(json)),
  attached: (room, ws) => ws.deserializeAttachment(),
  attachRich: (room, ws) => {
    const value = { date: new Date(5), map: new Map([["k", new Set([1])]]), bytes: new Uint8Array([1, 2]) };
    ws.serializeAttachment(value);
    value.date = "changed later";
  },
  attachedRich: (room, ws) => {
    const { date, map, bytes } = ws.deserializeAttachment();
    return [date instanceof Date, date.getTime?.() ?? date, map.get("k").has(1), [...bytes], ws.deserializeAttachment() !== ws.deserializeAttachment()];
  },
  attachBytes: (room, ws, count) => failure(() => ws.serializeAttachment("x".repeat(Number(count)))),
  broadcast: (room, ws, text) => {
    for (const each of room.ctx.getWebSockets()) {
      if (each !== ws) each.send(text);
    }
    return "told";
  },
  fail: (room, ws, text) => {
    room.ctx.storage.kv.put("before", text);
    throw new Error(text);
  },
  before: (room) => room.ctx.storage.kv.get("before"),
  slowly: async (room, ws, text) => {
    ws.send(`begins ${text}`);
    await new Promise((done) => (room.release = done));
    return `ends ${text}`;
  },
  release: (room) => room.release(),
  close: (room, ws, rest) => {
    const [code, reason] = rest.split(" ");
    ws.close(...(code === "" ? [] : [Number(code), reason]));
    return undefined;
  },
  closeTwice: (room, ws) => {
    ws.close(4001, "first");
    ws.close(4002, "second");
  },
  closeAndSend: (room, ws) => {
    ws.close(4003, "over");
    room.note(["send after close", thrownBy(() => ws.send("too late")), ws.readyState]);
  },
  autoRespond: (room, ws, json) => {
    const [request, response] = json === "" ? [] : JSON.parse(json);
    room.ctx.setWebSocketAutoResponse(
      ...(request === undefined ? [] : [new WebSocketRequestResponsePair(request, response)]),
    );
    return "set";
  },
  autoResponse: (room) => {
    const pair = room.ctx.getWebSocketAutoResponse();
    return pair && [pair.request, pair.response];
  },
  autoTime: (room, ws) => {
    const time = room.ctx.getWebSocketAutoResponseTimestamp(ws);
    return time instanceof Date ? time.getTime() : time;
  },
  limit: (room, ws, millis) => {
    const before = room.ctx.getHibernatableWebSocketEventTimeout();
    room.ctx.setHibernatableWebSocketEventTimeout(...(millis === "" ? [] : [Number(millis)]));
    return [before, room.ctx.getHibernatableWebSocketEventTimeout()];
  },
  abort: (room, ws, reason) => room.ctx.abort(reason),
  sendAndAbort: (room, ws) => {
    room.ctx.storage.kv.put("undurable", true);
    ws.send("undurable");
    room.ctx.abort("before it was durable");
  },
  writeAndSend: (room, ws, count) => {
    for (let i = 1; i <= count; i++) {
      if (i % 2) room.ctx.storage.kv.put("written", i);
      ws.send(String(i));
    }
  },
  flood: (room, ws, count) => {
    const message = new Uint8Array(32 << 20);
    for (let i = 0; i < count; i++) ws.send(message);
    room.flooded = true;
  },
  flooded: (room) => room.flooded === true,
  bytes: (room, ws, count) => ws.send(new Uint8Array(Number(count))),
  text: (room, ws, count) => ws.send("x".repeat(Number(count))),
  kinds: (room, ws) => {
    ws.send(1.5);
    ws.send({ a: 1 });
    ws.send(new Uint8Array([1, 2, 3]).subarray(1));
    ws.send(new Uint8Array([4]).buffer);
    ws.send(new DataView(new Uint8Array([5, 6]).buffer, 1));
  },
  binaryType: (room, ws, type) => {
    const before = ws.binaryType;
    if (type !== "") ws.binaryType = type;
    return [before, ws.binaryType];
  },
  info: (room, ws) => [ws.readyState, ws.url, ws.protocol, ws.extensions],
  alarm: async (room, ws, millis) => {
    await room.ctx.storage.setAlarm(Date.now() + Number(millis));
    return "set";
  },

  // What keeps an object in memory.
  timer: () => (setTimeout(() => {}, 1e9), "keeps"),
  interval: () => (setInterval(() => {}, 1e9), "keeps"),
  waitUntil: (room) => (room.ctx.waitUntil(new Promise(() => {})), "keeps"),
  pendingFetch: (room) => {
    room.pending = room.env.ROOM.getByName("busy").fetch("http://do/never");
    return "keeps";
  },
  pendingCall: (room) => {
    room.pending = room.env.ROOM.getByName("busy").never();
    return "keeps";
  },
  pendingNetwork: (room, ws, url) => {
    room.pending = fetch(url);
    return "keeps";
  },
  dialObject: async (room) => {
    const response = await room.env.ROOM.getByName("dialled").fetch("http://do/hibernate", {
      headers: { Upgrade: "websocket" },
    });
    room.outgoing = response.webSocket;
    room.outgoing.accept();
    return "keeps";
  },
  dial: async (room, ws, url) => {
    room.outgoing = new WebSocket(url);
    await new Promise((done) => room.outgoing.addEventListener("open", done));
    return "keeps";
  },
  ownPair: (room) => {
    room.pair = new WebSocketPair();
    room.pair[0].accept();
    room.pair[1].accept();
    return "keeps";
  },
};

function thrownBy(action) {
  try {
    action();
    return "nothing";
  } catch (error) {
    return String(error);
  }
}

/** A binary message as text. */
async function described(data) {
  if (typeof data === "string") return data;
  const type = Object.prototype.toString.call(data).slice(8, -1);
  const bytes = new Uint8Array(data instanceof Blob ? await data.arrayBuffer() : data);
  return bytes.length > 20 ? `${type} of ${bytes.length}` : `${type} ${[...bytes]}`;
}

export class Room extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    const { kv } = ctx.storage;
    kv.put("constructions", (kv.get("constructions") ?? 0) + 1);
    this.instance = crypto.randomUUID();
    this.constructed = kv.get("constructions");
    this.counter = 0;
    this.log = [];
    this.atStart = this.names();
  }

  names(tag) {
    const sockets = tag === undefined ? this.ctx.getWebSockets() : this.ctx.getWebSockets(tag);
    return sockets.map((ws) => ws.deserializeAttachment()?.name ?? null);
  }

  note(entry) {
    this.log.push(entry);
    this.ctx.storage.kv.put("log", [...(this.ctx.storage.kv.get("log") ?? []), entry]);
  }

  notes() {
    return this.ctx.storage.kv.get("log") ?? [];
  }

  /** The same once there are `count`. */
  async notesOnce(count) {
    while (this.notes().length < count) {
      await new Promise((done) => (this.noted = done));
    }
    return this.notes();
  }

  who() {
    return [this.instance, this.constructed];
  }

  never() {
    return new Promise(() => {});
  }

  async fetch(request) {
    const url = new URL(request.url);
    const options = Object.fromEntries(url.searchParams);
    const mode = url.pathname.split("/").pop();
    if (mode === "never") return this.never();
    if (request.headers.get("Upgrade") !== "websocket") {
      return new Response("Expected Upgrade: websocket", { status: 426 });
    }
    const [client, server] = Object.values(new WebSocketPair());
    if (mode === "standard") {
      this.listen(server, options);
    } else {
      this.ctx.acceptWebSocket(server, [options.name ?? "nobody", "all"]);
      if (options.name) server.serializeAttachment({ name: options.name, closing: options.closing });
      if (options.greeting) server.send(options.greeting);
    }
    const protocol = request.headers.get("Sec-WebSocket-Protocol")?.split(/, */).pop();
    return new Response(null, {
      status: 101,
      webSocket: client,
      headers: protocol ? { "Sec-WebSocket-Protocol": protocol } : {},
    });
  }

  listen(server, options) {
    server.accept(options.halfOpen ? { allowHalfOpen: true } : undefined);
    server.addEventListener("message", async ({ data }) => {
      await this.run(server, typeof data === "string" ? data : `say ${await described(data)}`);
    });
    server.addEventListener("close", (event) => {
      const { code, reason, wasClean } = event;
      this.note(["close", code, reason, wasClean, server.readyState]);
      if (options.closing === "reply") server.close(4100, "from the listener");
      if (options.closing === "abort") this.closeAndAbort(server);
      if (options.closing === "late") {
        server.send("a last word");
        server.close(4500, reason);
      }
      this.note(["after", server.readyState]);
      this.noted?.();
    });
    server.addEventListener("error", (event) => {
      this.note(["error", event.message, server.readyState]);
      this.noted?.();
    });
  }

  async run(ws, message) {
    const [command] = message.split(" ", 1);
    const answer = await commands[command](this, ws, message.slice(command.length + 1));
    if (answer !== undefined) ws.send(typeof answer === "string" ? answer : JSON.stringify(answer));
  }

  async webSocketMessage(ws, message) {
    await this.run(ws, typeof message === "string" ? message : `say ${await described(message)}`);
  }

  async webSocketClose(ws, code, reason, wasClean) {
    const attachment = ws.deserializeAttachment();
    const listed = this.ctx.getWebSockets().includes(ws);
    this.note(["webSocketClose", code, reason, wasClean, ws.readyState, attachment?.name ?? null, listed]);
    if (attachment?.closing === "reply") ws.close(4100, "from the handler");
    if (attachment?.closing === "same") ws.close(code, reason);
    if (attachment?.closing === "abort") this.closeAndAbort(ws);
    this.noted?.();
  }

  async webSocketError(ws, error) {
    this.note(["webSocketError", String(error), ws.readyState]);
    this.noted?.();
  }

  /** Answers a Close with one that never leaves. */
  closeAndAbort(ws) {
    this.ctx.storage.kv.put("undurable", true);
    ws.close(4100, "undurable");
    this.ctx.abort("before it was durable");
  }

  alarm() {
    for (const ws of this.ctx.getWebSockets()) ws.send(`alarm ${this.constructed}`);
  }
}

/** Accepts sockets and handles none of their events. */
export class Mute extends DurableObject {
  fetch() {
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  open() {
    return this.ctx.getWebSockets().length;
  }
}
