import { failure } from "../../lib/cases.js";

export const ids = {
  idsAsText: ({ env }) => {
    const named = env.PROBE.idFromName("text");
    return [env.PROBE.newUniqueId(), named, env.PROBE.idFromString(String(named))].map(String);
  },
  idFromItsText: ({ env }) => {
    const unique = env.PROBE.newUniqueId();
    const named = env.PROBE.idFromName("round trip");
    return [unique, named].map((id) => env.PROBE.idFromString(id.toString()).equals(id));
  },
  uniqueIdsDiffer: ({ env }) => env.PROBE.newUniqueId().equals(env.PROBE.newUniqueId()),
  manyUniqueIds: ({ env }) =>
    new Set(Array.from({ length: 1000 }, () => String(env.PROBE.newUniqueId()))).size,
  namesDecide: ({ env }) => {
    const a = env.PROBE.idFromName("a");
    return [a.equals(env.PROBE.idFromName("a")), a.equals(env.PROBE.idFromName("b"))];
  },
  namesOfIds: ({ env }) => {
    const named = env.PROBE.idFromName("fred");
    return [named, env.PROBE.newUniqueId(), env.PROBE.idFromString(String(named))].map(
      (id) => id.name,
    );
  },
  seenThroughName: ({ env }) => env.PROBE.getByName("through name").identity(),
  seenThroughIdOfName: ({ env }) => env.PROBE.get(env.PROBE.idFromName("by id")).identity(),
  seenThroughText: ({ env }) => {
    const id = env.PROBE.idFromString(String(env.PROBE.idFromName("through text")));
    return env.PROBE.get(id).identity();
  },
  seenThroughUniqueId: async ({ env }) => {
    const id = env.PROBE.newUniqueId();
    return { asked: String(id), saw: await env.PROBE.get(id).identity() };
  },
  longNames: async ({ env }) => {
    const name = (length) => "n".repeat(length);
    const inside = async (length) =>
      (await env.PROBE.getByName(name(length)).identity()).name?.length;
    await env.PROBE.getByName(name(1025)).keep("long");
    const again = await env.PROBE.getByName(name(1025)).kept();
    return { at1024: await inside(1024), at1025: await inside(1025), again };
  },
  wake: async ({ env, query }) => {
    await env.PROBE.getByName("woken").wake(Number(query.delay));
  },
  alarmSaw: ({ env }) => env.PROBE.getByName("woken").alarmSaw(),
  jurisdictionOf: ({ env }) => [
    env.PROBE.newUniqueId().jurisdiction,
    env.PROBE.idFromName("j").jurisdiction,
  ],
  onlyMakeIds: ({ env }) => {
    const unique = env.PROBE.newUniqueId();
    return [unique, env.PROBE.idFromName("only an id"), env.PROBE.idFromString(String(unique))].map(
      String,
    );
  },
  arbitraryHex: ({ env }) => failure(() => env.PROBE.idFromString("a1".repeat(32))),
  foreignId: ({ env }) => failure(() => env.PROBE.idFromString(String(env.OTHER.idFromName("x")))),
  malformed: async ({ env }) => [
    await failure(() => env.PROBE.idFromString("abc")),
    await failure(() => env.PROBE.idFromString("z".repeat(64))),
    await failure(() => env.PROBE.idFromString("a1".repeat(33))),
  ],
  stableId: ({ env }) => String(env.PROBE.idFromName("stable")),
  idsPerClass: ({ env }) => [
    String(env.PROBE.idFromName("same")),
    String(env.OTHER.idFromName("same")),
  ],
  constructAnId: ({ env }) => failure(() => new (env.PROBE.newUniqueId().constructor)()),
};
