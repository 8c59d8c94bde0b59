import { Counter } from "./classes.js";
import { failure } from "../../lib/cases.js";

const thing = (env) => env.THING.get(env.THING.newUniqueId());

export const disposal = {
  duplicates: async ({ env }) => {
    const stub = thing(env);
    const first = await stub.counter(0);
    const second = first.dup();
    first[Symbol.dispose]();
    const after = [await second.increment(), (await stub.log()).length];
    second[Symbol.dispose]();
    return [after, [...(await stub.logged(1))]];
  },
  usedAfterDisposal: async ({ env }) => {
    const counter = await thing(env).counter(0);
    counter[Symbol.dispose]();
    counter[Symbol.dispose]();
    return [await failure(() => counter.increment()), await failure(() => counter.dup())];
  },
  disposerOfTarget: async ({ env }) => {
    const stub = thing(env);
    const counter = await stub.counter(3);
    counter[Symbol.dispose]();
    return [...(await stub.logged(1))];
  },
  disposerOfResult: async ({ env }) => {
    const stub = thing(env);
    const result = await stub.counterAndMore(2);
    const { counter, double } = result;
    const kinds = [typeof result[Symbol.dispose], Object.keys(result).includes("Symbol.dispose")];
    result[Symbol.dispose]();
    return [kinds, await failure(() => counter.increment()), await failure(() => double(1)), [...(await stub.logged(1))]];
  },
  primitives: async ({ env }) => {
    const text = await thing(env).sync();
    const nothing = await thing(env).nothing();
    return [text[Symbol.dispose] === undefined, nothing === undefined];
  },
  promise: async ({ env }) => {
    const stub = thing(env);
    const pending = stub.counter(9);
    pending[Symbol.dispose]();
    const pipelined = await failure(() => pending.increment());
    return [pipelined, [...(await stub.logged(1))]];
  },
  parameters: async ({ env }) => {
    const stub = thing(env);
    const log = [];
    await stub.keep(new Counter(0, log));
    const kept = await failure(() => stub.useKept());
    await scheduler.wait(5);
    return [kept.message, log];
  },
  duplicatedParameters: async ({ env }) => {
    const stub = thing(env);
    const log = [];
    await stub.keepDuplicate(new Counter(0, log));
    return [await stub.useKept(), log];
  },
  ownership: async ({ env }) => {
    const counter = await thing(env).counter(0);
    await env.OTHER.getByName("owner").use(counter);
    return failure(() => counter.increment());
  },
  ownershipKept: async ({ env }) => {
    const counter = await thing(env).counter(0);
    await env.OTHER.getByName("owner").use(counter);
    return counter.increment();
  },
  leave: async ({ env, query }) => {
    await env.THING.getByName(query.name).counter(8);
    return "left";
  },
  logged: async ({ env, query }) => [...(await env.THING.getByName(query.name).logged(1))],
  contextOfTarget: async ({ env, query }) => {
    const lender = await env.SERVICE.lends(query.name);
    await scheduler.wait(10);
    return [await lender.note("one"), await lender.note("two")];
  },
  using: async ({ env }) => {
    const stub = thing(env);
    {
      using counter = await stub.counter(6);
      await counter.increment();
    }
    return [...(await stub.logged(1))];
  },
};
