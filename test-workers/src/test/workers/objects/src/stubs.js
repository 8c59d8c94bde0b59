import { failure } from "../../lib/cases.js";

export const stubs = {
  stubIds: ({ env }) => {
    const id = env.PROBE.newUniqueId();
    return env.PROBE.get(id).id.equals(id);
  },
  stubNames: ({ env }) => [
    env.PROBE.getByName("n").name,
    env.PROBE.get(env.PROBE.idFromName("n")).name,
    env.PROBE.get(env.PROBE.newUniqueId()).name,
  ],
  inOrder: async ({ env }) => {
    const stub = env.PROBE.get(env.PROBE.newUniqueId());
    const calls = Array.from({ length: 50 }, (_, i) => stub.record(i));
    await Promise.all(calls);
    return stub.recorded();
  },
  twoStubs: async ({ env }) => {
    const id = env.PROBE.newUniqueId();
    await Promise.all([env.PROBE.get(id).record("a"), env.PROBE.get(id).record("b")]);
    return (await env.PROBE.get(id).recorded()).sort();
  },
  afterAbort: async ({ env }) => {
    const id = env.PROBE.newUniqueId();
    const stub = env.PROBE.get(id);
    await stub.keep("before");
    const first = await failure(() => stub.abort("out of order"));
    const later = await failure(() => stub.kept());
    return { first, later, fresh: await env.PROBE.get(id).kept() };
  },
  inFlight: async ({ env }) => {
    const stub = env.PROBE.get(env.PROBE.newUniqueId());
    const waiting = failure(() => stub.record("never", 60_000));
    const aborted = failure(() => stub.abort("cut off"));
    return [await waiting, await aborted];
  },
  afterUserError: async ({ env }) => {
    const id = env.PROBE.newUniqueId();
    const stub = env.PROBE.get(id);
    const error = await failure(() => stub.fail("mine"));
    return { error, same: await stub.count(), fresh: await env.PROBE.get(id).count() };
  },
  fetchRequest: ({ env }) =>
    env.PROBE.getByName("fetch").fetch(
      new Request("http://do/hello?x=1", {
        method: "PUT",
        headers: { "x-mark": "m" },
        body: "in a request",
      }),
    ),
  fetchUrlAndInit: ({ env }) =>
    env.PROBE.getByName("fetch").fetch("https://no-such-host.invalid/a/b", {
      method: "POST",
      headers: { "X-Mark": "i" },
      body: "in an init",
    }),
  relativeUrl: ({ env }) => failure(() => env.PROBE.getByName("fetch").fetch("/relative")),
  everyMethodName: async ({ env }) => {
    const stub = env.PROBE.getByName("any");
    return [typeof stub.count, typeof stub.whatever, await failure(() => stub.whatever())];
  },
  passedOn: ({ env }) => env.PROBE.getByName("streams").fetch("http://do/stream"),
  socket: ({ env, request }) => env.PROBE.getByName("sockets").fetch("http://do/socket", request),
  redirects: async ({ env }) => {
    const stub = env.PROBE.getByName("redirects");
    const response = await stub.fetch("http://do/redirect", { redirect: "manual" });
    return [response.status, response.headers.get("location")];
  },
  concurrent: async ({ env }) => {
    const stub = env.PROBE.get(env.PROBE.newUniqueId());
    const counts = await Promise.all(Array.from({ length: 20 }, () => stub.count()));
    return counts;
  },
  afterReset: async ({ env }) => {
    const id = env.PROBE.newUniqueId();
    const held = env.PROBE.get(id);
    await held.count();
    await failure(() => env.PROBE.get(id).abort("gone"));
    return [await failure(() => held.count()), await env.PROBE.get(id).count()];
  },
  unawaited: ({ env }) => {
    env.PROBE.getByName("lost").fail("lost");
    return "fine";
  },
  slow: ({ env, query }) =>
    env.PROBE.getByName(query.name).fetch(`http://do/slow?ms=${query.ms}`),
  recorded: async ({ env, query }) => {
    const stub = env.PROBE.getByName(query.name);
    let recorded;
    while ((recorded = await stub.recorded()).length < Number(query.atLeast)) {
      await scheduler.wait(5);
    }
    return recorded;
  },
};
