import { failure, thrown } from "../../lib/cases.js";

/** Two sockets that are accepted and tied to each other. */
function accepted(options) {
  const [a, b] = Object.values(new WebSocketPair());
  a.accept(options);
  b.accept(options);
  return [a, b];
}

const event = (socket, type) =>
  new Promise((done) => socket.addEventListener(type, done, { once: true }));

export const pairs = {
  pairShape: () => {
    const pair = new WebSocketPair();
    return [
      Object.keys(pair),
      Object.values(pair).map((ws) => ws instanceof WebSocket),
      Object.values(pair).length,
      [...pair].length,
    ];
  },
  statusesWithSocket: () => {
    const respond = (init) => failure(() => new Response(null, init));
    return Promise.all([
      respond({ status: 200, webSocket: new WebSocketPair()[0] }),
      respond({ webSocket: new WebSocketPair()[0] }),
      respond({ status: 101 }),
    ]);
  },
  unaccepted: async () => {
    const [a, b] = Object.values(new WebSocketPair());
    const before = [await failure(() => a.send("x")), await failure(() => a.close())];
    const heard = [];
    b.addEventListener("message", ({ data }) => heard.push(data));
    a.accept();
    a.send("kept");
    await scheduler.wait(10);
    const waited = [...heard];
    const last = event(b, "message");
    b.accept();
    await last;
    return { before, waited, heard };
  },
  sendKinds: async () => {
    const [a, b] = accepted();
    const heard = [];
    const closed = event(b, "close");
    b.binaryType = "arraybuffer";
    b.addEventListener("message", ({ data }) => {
      heard.push(typeof data === "string" ? data : [...new Uint8Array(data)]);
    });
    const bytes = new Uint8Array([1, 2, 3]);
    for (const each of ["text", 1.5, { a: 1 }, bytes.subarray(1), bytes.buffer, new DataView(bytes.buffer, 2)]) {
      a.send(each);
    }
    bytes.fill(9);
    a.close();
    await closed;
    return heard;
  },
  sendNothing: () => failure(() => accepted()[0].send()),
  sendAfterClose: () => {
    const [a] = accepted();
    a.close();
    return failure(() => a.send("x"));
  },
  closeCodes: async ({ query }) => {
    const results = {};
    for (const code of query.codes.split(",")) {
      results[code] = await failure(() => accepted()[0].close(Number(code)));
    }
    return results;
  },
  closeReasons: async () => ({
    withoutCode: await failure(() => accepted()[0].close(undefined, "why")),
    long: await failure(() => accepted()[0].close(4000, "é".repeat(62))),
    longest: await failure(() => accepted()[0].close(4000, "é".repeat(61) + "x")),
  }),
  closeTwice: async () => {
    const [a, b] = accepted();
    const heard = event(b, "close");
    a.close(4001, "first");
    a.close(4002, "second");
    const { code, reason, wasClean } = await heard;
    return [code, reason, wasClean];
  },
  closeEventWithoutCode: async () => {
    const [a, b] = accepted();
    const heard = event(b, "close");
    a.close();
    const e = await heard;
    return [e.code, e.reason, e.wasClean, e instanceof CloseEvent, e.type];
  },
  states: async () => {
    const [a, b] = accepted({ allowHalfOpen: true });
    const seen = [WebSocket.CONNECTING, WebSocket.OPEN, WebSocket.CLOSING, WebSocket.CLOSED];
    seen.push(a.readyState, b.readyState);
    const atB = event(b, "close");
    a.close(4000);
    seen.push(a.readyState);
    await atB;
    seen.push(b.readyState);
    const atA = event(a, "close");
    b.close(4000);
    seen.push(b.readyState);
    await atA;
    seen.push(a.readyState, WebSocket.prototype.CLOSED, WebSocket.READY_STATE_OPEN);
    return seen;
  },
  binaryTypes: async () => {
    const [a, b] = accepted();
    const heard = [b.binaryType];
    const next = () => event(b, "message").then(({ data }) => heard.push(data.constructor.name));
    for (const type of [b.binaryType, "arraybuffer", "blob", "nonsense", "arraybuffer"]) {
      b.binaryType = type;
      const heardOne = next();
      a.send(new Uint8Array(2));
      await heardOne;
    }
    return heard;
  },
  listeners: async () => {
    const [a, b] = accepted();
    const heard = [];
    const done = event(a, "close");
    a.addEventListener("message", (e) => heard.push(["first", e.data, e.target === a]));
    a.addEventListener("message", { handleEvent: (e) => heard.push(["second", e.data]) });
    const removed = () => heard.push("removed");
    a.addEventListener("message", removed);
    a.removeEventListener("message", removed);
    a.onmessage = (e) => heard.push(["attribute", e.data]);
    b.send("hi");
    b.close();
    await done;
    return heard;
  },
  inOrder: async ({ query }) => {
    const [a, b] = accepted();
    const heard = [];
    const done = event(b, "close");
    b.addEventListener("message", ({ data }) => heard.push(Number(data)));
    for (let i = 0; i < query.count; i++) a.send(String(i));
    a.close();
    await done;
    return heard.every((each, i) => each === i) && heard.length;
  },
  pairProperties: () => {
    const [a] = accepted();
    return [a.url, a.protocol, a.extensions];
  },

  // Sockets that the worker opens.
  fetchesSocket: async ({ query }) => {
    const response = await fetch(query.url, { headers: { Upgrade: "websocket" } });
    const ws = response.webSocket;
    ws.accept();
    const heard = event(ws, "message");
    ws.send("say hello");
    const { data } = await heard;
    ws.close(1000);
    return [response.status, response.body, data];
  },
  fetchesPage: async ({ query }) => {
    const response = await fetch(query.url, { headers: { Upgrade: "websocket" } });
    return [response.status, response.webSocket, await response.text()];
  },
  constructs: async ({ query }) => {
    const ws = new WebSocket(query.url, ["chat", "other"]);
    const states = [ws.readyState, await failure(() => ws.accept())];
    await event(ws, "open");
    states.push(ws.readyState, ws.protocol, ws.url === query.url, ws.extensions);
    const heard = event(ws, "message");
    ws.send("say hello");
    states.push((await heard).data);
    const closed = event(ws, "close");
    ws.send("close 4321 enough");
    const { code, reason, wasClean } = await closed;
    ws.close();
    return [...states, code, reason, wasClean, ws.readyState];
  },
  constructsInVain: async ({ query }) => {
    const ws = new WebSocket(query.url);
    const { error, message } = await event(ws, "error");
    return [thrown(error), message, ws.readyState];
  },
  constructorRefuses: () => {
    const refused = (...args) => failure(() => new WebSocket(...args));
    return Promise.all([
      refused("not a url"),
      refused("ftp://example.com/"),
      refused("ws://example.com/#part"),
      refused("ws://example.com/", ["a", "a"]),
      refused("ws://example.com/", "with space"),
    ]);
  },
  closesWhileConnecting: ({ query }) => {
    const ws = new WebSocket(query.url);
    ws.close();
    return ws.readyState;
  },
  objectSocket: async ({ env }) => {
    const response = await env.ROOM.getByName("from a worker").fetch("http://do/standard", {
      headers: { Upgrade: "websocket" },
    });
    const ws = response.webSocket;
    const heard = [];
    ws.addEventListener("message", ({ data }) => heard.push(data));
    ws.accept();
    ws.send("say one");
    ws.send("writeAndSend 4");
    const closed = event(ws, "close");
    ws.send("close 4444 done");
    const { code, reason } = await closed;
    return [heard, code, reason];
  },
};
