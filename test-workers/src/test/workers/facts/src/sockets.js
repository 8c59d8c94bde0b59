function pair() {
  const [client, server] = Object.values(new WebSocketPair());
  return { client, server };
}

function hibernatable(ctx, tags) {
  const { client, server } = pair();
  ctx.acceptWebSocket(server, tags);
  return { client, server };
}

/** Probes of WebSockets. */
export const socketProbes = {
  "acceptWebSocket twice": (ctx) => {
    const { server } = hibernatable(ctx);
    ctx.acceptWebSocket(server);
  },
  "acceptWebSocket after accept": (ctx) => {
    const { server } = pair();
    server.accept();
    ctx.acceptWebSocket(server);
  },
  "accept after acceptWebSocket": (ctx) => hibernatable(ctx).server.accept(),
  "11 tags": (ctx) => hibernatable(ctx, Array.from({ length: 11 }, (_, i) => `t${i}`)).length,
  "long tag": (ctx) => hibernatable(ctx, ["x".repeat(257)]).length,
  "dup tags": (ctx) => ctx.getTags(hibernatable(ctx, ["a", "a"]).server),
  "empty tag": (ctx) => ctx.getTags(hibernatable(ctx, [""]).server),
  "getTags not hibernatable": (ctx) => {
    const { server } = pair();
    server.accept();
    return ctx.getTags(server);
  },
  "attachment of 10,000": (ctx) => hibernatable(ctx).server.serializeAttachment("x".repeat(10_000)),
  "attachment of 16,385": (ctx) => hibernatable(ctx).server.serializeAttachment("x".repeat(16_385)),
  "attachment function": (ctx) => hibernatable(ctx).server.serializeAttachment(() => 1),
  "attachment none": (ctx) => hibernatable(ctx).server.deserializeAttachment(),
  "ws send before accept": () => pair().server.send("x"),
  "ws send after close": (ctx) => {
    const { server } = hibernatable(ctx);
    server.close(1000);
    server.send("x");
  },
  "ws close code 1005": (ctx) => hibernatable(ctx).server.close(1005),
  "ws close code 999": (ctx) => hibernatable(ctx).server.close(999),
  "ws close reason without code": (ctx) => hibernatable(ctx).server.close(undefined, "x"),
  "ws close reason too long": (ctx) => hibernatable(ctx).server.close(1000, "x".repeat(124)),
  "ws send object": (ctx) => hibernatable(ctx).server.send({}),
  "ws readyState": (ctx) => {
    const { client, server } = hibernatable(ctx);
    return [client.readyState, server.readyState, WebSocket.OPEN, server.url, server.protocol, server.extensions];
  },
  "setWebSocketAutoResponse bad": (ctx) => ctx.setWebSocketAutoResponse({}),
  "autoResponse too large": (ctx) =>
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("x".repeat(2049), "y")),
  "autoResponse timestamp": (ctx) => ctx.getWebSocketAutoResponseTimestamp(hibernatable(ctx).server),
  "setHibernatableWebSocketEventTimeout too big": (ctx) => ctx.setHibernatableWebSocketEventTimeout(604_800_001),
  "new WebSocketPair keys": () => Object.keys(new WebSocketPair()),
  "WebSocketPair without new": () => WebSocketPair(),
};
