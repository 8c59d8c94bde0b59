import { RpcStub } from "cloudflare:workers";
import { Counter } from "./classes.js";
import { failure } from "../../lib/cases.js";

const thing = (env) => env.THING.get(env.THING.newUniqueId());
const tag = (value) => Object.prototype.toString.call(value);

export const targets = {
  functions: async ({ env }) => {
    const add = await thing(env).adder(3);
    return [tag(add), typeof add, await add(4), await thing(env).callBack((i) => i * 10, 2)];
  },
  target: async ({ env }) => {
    const counter = await thing(env).counter(5);
    return [tag(counter), await counter.increment(), await counter.increment(4), await counter.value];
  },
  targetAsArgument: async ({ env }) => env.OTHER.getByName("use").use(new Counter(1)),
  alarmOfTarget: async ({ env }) => (await thing(env).counter(1)).alarm(),
  pipelined: async ({ env }) => [
    await thing(env).counter(5).increment(),
    await thing(env).counter(5).another().increment(2),
    await thing(env).adder(1)(2),
  ],
  nested: async ({ env }) => {
    const got = thing(env).counterAndMore(7);
    return [await got.foo.bar.counter.increment(), await got.foo.bar.text, await got.double(4)];
  },
  pipelinedFailure: async ({ env }) => {
    const first = thing(env).counter(1).fail();
    return Promise.all([failure(() => first), failure(() => first.more()), failure(() => first.more.and.more)]);
  },
  pipelineOnPrimitive: async ({ env }) => {
    const pending = thing(env).sync();
    const early = await failure(() => pending.trim());
    await pending;
    return [early, await failure(() => pending.trim())];
  },
  parts: async ({ env }) => {
    const got = await thing(env).counterAndMore(1);
    return [tag(got.counter), tag(got.double), got.foo.bar.text, await got.double(21), await got.counter.increment()];
  },
  forwarded: async ({ env }) => [
    await thing(env).forward("third", new Counter(0)),
    await thing(env).counterOf("owner").increment(2),
  ],
  objectStubs: async ({ env }) => {
    const stub = await thing(env).stubOf("elsewhere");
    return [tag(stub), await stub.name(), await thing(env).forward("fourth", await thing(env).counter(1))];
  },
  callback: async ({ env }) => {
    const seen = [];
    const answers = await thing(env).callBack((i) => {
      seen.push(i);
      return `answer ${i}`;
    }, 3);
    return [seen, answers];
  },
  initPattern: async ({ env }) => {
    const stub = thing(env);
    const named = stub.init("n");
    return [await named.record("first"), await named.record("second"), await stub.log()];
  },
  localStub: async ({ env }) => {
    const log = [];
    const stub = new RpcStub(new Counter(1, log));
    const sent = stub.dup();
    const answers = [await stub.increment(), await stub.value, await env.OTHER.getByName("local").use(sent)];
    stub[Symbol.dispose]();
    sent[Symbol.dispose]();
    await scheduler.wait(5);
    return [answers, await failure(() => stub.increment()), log];
  },
  wrongStub: () => failure(() => new RpcStub(new Date())),
};
