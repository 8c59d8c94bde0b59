import { failure, serve } from "../../lib/cases.js";

const journal = (env, name) => env.JOURNAL.getByName(name);

const cases = {
  send: async ({ env, query }) => (await env.JOBS.send(JSON.parse(query.body))).metadata.metrics.backlogCount,
  later: ({ env, query }) => env.LATER.send(JSON.parse(query.body)).then(() => "sent"),
  delayed: ({ env, query }) => env.JOBS.send(JSON.parse(query.body), { delaySeconds: Number(query.seconds) }).then(() => "sent"),
  types: async ({ env }) => {
    await env.JOBS.sendBatch([
      { body: "a text", contentType: "text" },
      { body: new Uint8Array([1, 2, 3]).subarray(1), contentType: "bytes" },
      { body: { to: "types", map: new Map([["key", new Date(5)]]) }, contentType: "v8" },
    ]);
    return "sent";
  },
  refused: async ({ env }) => [
    await failure(() => env.LIMITS.send("x".repeat(128_000), { contentType: "text" })),
    await failure(() => env.LIMITS.send("x".repeat(128_001), { contentType: "text" })),
    await failure(() => env.LIMITS.sendBatch(Array(101).fill({ body: 1 }))),
    await failure(() => env.LIMITS.sendBatch(Array(3).fill({ body: "x".repeat(100_000) }))),
    await failure(() => env.LIMITS.send(1, { delaySeconds: 86_401 })),
    await failure(() => env.LIMITS.send(1, { contentType: "xml" })),
    await failure(() => env.LIMITS.send(1, { contentType: "text" })),
    await failure(() => env.LIMITS.send(undefined)),
    await failure(() => env.LIMITS.sendBatch([])),
  ],
  nobody: async ({ env }) => {
    await env.NOBODY.send("kept", { contentType: "text" });
    return env.NOBODY.metrics();
  },
  metrics: ({ env }) => env.NOBODY.metrics(),
  batches: ({ env, query }) => journal(env, query.of).first(Number(query.count)),
};

export default {
  fetch: serve(cases),
  async queue(batch, env) {
    for (const { body, attempts } of batch.messages) await journal(env, "dead").add({ queue: batch.queue, body, attempts });
  },
};
