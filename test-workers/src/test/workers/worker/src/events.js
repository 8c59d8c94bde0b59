import { env as moduleEnv, exports as moduleExports, waitUntil } from "cloudflare:workers";
import { failure, thrown } from "../../lib/cases.js";

const refusedAtStart = [];
for (const action of [
  () => setTimeout(() => {}, 1),
  () => fetch("http://127.0.0.1/"),
  () => crypto.randomUUID(),
]) {
  try {
    await action();
  } catch (error) {
    refusedAtStart.push(error.message);
  }
}
const awaitedAtStart = await Promise.resolve("awaited");
const textAtStart = moduleEnv.TEXT;
const rejections = [];
addEventListener("unhandledrejection", (event) => {
  rejections.push([event.reason?.message, event.promise instanceof Promise, event.type]);
});

export const events = {
  waitUntil: ({ ctx, env, query }) => {
    const store = env.STORE.getByName(query.name);
    ctx.waitUntil(scheduler.wait(50).then(() => store.add("later")));
    ctx.waitUntil(Promise.reject(new Error("nobody minds")));
    waitUntil(scheduler.wait(60).then(() => store.add("later still")));
    return "answered";
  },
  stored: ({ env, query }) => env.STORE.getByName(query.name).values(Number(query.atLeast)),
  passThrough: ({ ctx }) => {
    ctx.passThroughOnException();
    return new Response("fine");
  },
  atStart: () => ({ refusedAtStart, awaitedAtStart, textAtStart, json: moduleEnv.JSON }),
  loopback: async ({ ctx }) => [
    await ctx.exports.Named.greet("you"),
    await ctx.exports.Named({ props: { greeting: "good day" } }).greet("you"),
    await moduleExports.Named.greet("all"),
  ],
  wait: async () => {
    const start = Date.now();
    await scheduler.wait(20);
    return Date.now() - start >= 19;
  },
  rejection: async () => {
    Promise.reject(new RangeError("left alone"));
    await scheduler.wait(1);
    return rejections.find(([message]) => message === "left alone");
  },
  unknownScheme: () => failure(() => fetch("gopher://example.com/")),
  outgoing: async ({ query }) => {
    const response = await fetch(query.url, { method: "POST", body: "outgoing" });
    return [response.status, await response.text()];
  },
  outgoingFromObject: async ({ query, env }) => (await fetch(query.url)).text(),
  log: () => {
    console.log("a line", { a: [1, "two"], m: new Map([["k", 1]]) });
    console.info("an info");
    console.warn("a warning");
    console.error("an error");
    console.debug("a debug line");
    return "logged";
  },
  uncaught: ({ ctx }) => {
    ctx.waitUntil(
      (async () => {
        throw new TypeError("nobody catches this");
      })(),
    );
    return "fine";
  },
  throwOut: () => {
    const broken = () => {
      throw new TypeError("thrown out of the handler");
    };
    return new Response(new ReadableStream({ start: broken }));
  },
};
