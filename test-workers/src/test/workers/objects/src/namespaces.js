import { failure } from "../../lib/cases.js";

const HINTS = "wnam enam sam weur eeur apac apac-ne apac-se oc afr me".split(" ");

export const namespaces = {
  methods: ({ env }) =>
    ["idFromName", "idFromString", "newUniqueId", "get", "getByName", "jurisdiction"].map(
      (name) => typeof env.PROBE[name],
    ),
  noStoreMethods: ({ env }) => ["put", "delete", "list"].map((name) => typeof env.PROBE[name]),
  stubAtOnce: ({ env }) => {
    const stub = env.PROBE.get(env.PROBE.idFromName("at once"));
    return [stub instanceof Promise, typeof stub, String(stub.id)];
  },
  byNameOrById: async ({ env }) => {
    const a = env.PROBE.getByName("same stub");
    const b = env.PROBE.get(env.PROBE.idFromName("same stub"));
    await a.rename("Ada");
    return [a.name, b.name, a.id.equals(b.id), await b.calledAs()];
  },
  onlyGet: ({ env }) => {
    const id = env.PROBE.idFromName("only a stub");
    env.PROBE.get(id);
    env.PROBE.getByName("only a stub");
    return String(id);
  },
  thenCall: ({ env }) => env.PROBE.getByName("only a stub").count(),
  locationHints: ({ env }) =>
    Promise.all(
      HINTS.map(async (locationHint) => {
        const id = env.PROBE.newUniqueId();
        const first = await env.PROBE.get(id, { locationHint }).count();
        return (await env.PROBE.getByName(`hint ${locationHint}`, { locationHint }).count()) + first;
      }),
    ),
  laterHint: async ({ env }) => {
    await env.PROBE.getByName("hinted", { locationHint: "weur" }).count();
    return env.PROBE.getByName("hinted", { locationHint: "enam" }).count();
  },
  unknownOption: ({ env }) =>
    env.PROBE.get(env.PROBE.idFromName("options"), { colour: "red" }).count(),
  jurisdictions: async ({ env }) => [
    await failure(() => env.PROBE.jurisdiction("eu")),
    await failure(() => env.PROBE.newUniqueId({ jurisdiction: "eu" })),
  ],
  twoBindings: async ({ env }) => {
    await env.PROBE.getByName("both").rename("one object");
    const a = env.PROBE.idFromName("both");
    const b = env.PROBE_AGAIN.idFromName("both");
    return [a.equals(b), await env.PROBE_AGAIN.get(a).calledAs()];
  },
  manyNames: async ({ env }) => {
    const counts = await Promise.all(
      Array.from({ length: 300 }, (_, i) => env.PROBE.getByName(`many ${i}`).count()),
    );
    return counts.every((count) => count === 1);
  },
  oneInstance: async ({ env }) => {
    const id = env.PROBE.newUniqueId();
    await env.PROBE.get(id).rename("shared");
    return [await env.PROBE.get(id).calledAs(), await env.PROBE.get(id).calledAs()];
  },
  nothingShared: async ({ env }) => {
    const [a, b] = [env.PROBE.getByName("apart a"), env.PROBE.getByName("apart b")];
    await a.rename("a");
    await a.keep("a");
    return [await b.calledAs(), await b.kept(), (await a.globals()) >= 1];
  },
  fromInside: async ({ env }) => {
    const outer = env.PROBE.getByName("outer");
    return [
      await outer.countElsewhere("OTHER", "from inside"),
      await outer.countElsewhere("PROBE", "sibling"),
    ];
  },
  loopbackNamespaces: async ({ env, ctx }) => [
    ctx.exports.Probe.idFromName("x").equals(env.PROBE.idFromName("x")),
    await ctx.exports.Unbound.getByName("unbound").count(),
  ],
  missingBinding: ({ env }) => failure(() => env.MISSING.idFromName("x")),
};
