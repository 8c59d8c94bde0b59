import { failure, thrown } from "../../lib/cases.js";

const thing = (env) => env.THING.get(env.THING.newUniqueId());

async function caught(action) {
  try {
    await action();
    return "nothing";
  } catch (error) {
    return error;
  }
}

export const errors = {
  standardErrors: async ({ env }) => {
    const stub = thing(env);
    const names = ["Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError"];
    return Promise.all(
      names.map(async (name) => {
        const error = await caught(() => stub.throwError(name, `a ${name}`));
        return [error.constructor.name, error.message, error.remote, error instanceof Error];
      }),
    );
  },
  stacks: async ({ env }) => {
    const error = await caught(async function callerOfThing() {
      await thing(env).throwError("RangeError", "with a stack");
    });
    return [error.stack.split("\n")[0], error.stack.includes("callerOfThing"), error.stack.includes("throwError")];
  },
  rich: async ({ env }) => {
    const error = await caught(() => thing(env).throwRich());
    return { ...thrown(error), cause: error.cause === undefined ? "none" : error.cause.message, plain: error.constructor === Error };
  },
  aggregate: async ({ env }) => {
    const error = await caught(() => thing(env).throwAggregate());
    return [error.name, error.message, error.errors?.map((e) => e.message) ?? "none"];
  },
  values: async ({ env }) => {
    const stub = thing(env);
    const values = ["a string", 42, null, false];
    return Promise.all(
      values.map(async (value) => {
        const error = await caught(() => stub.throwValue(value));
        return [error instanceof Error, error.message, error.remote];
      }),
    );
  },
  object: async ({ env }) => {
    const error = await caught(() => thing(env).throwValue({ a: 1 }));
    return [error instanceof Error, error.message ?? "none", error.a ?? "none", error.remote];
  },
  dom: async ({ env }) => {
    const error = await caught(() => thing(env).throwDom());
    return [error instanceof DOMException, error.name, error.code, error.message, error.remote];
  },
  later: ({ env }) => failure(() => thing(env).throwLater()),
  ofCallback: async ({ env }) =>
    failure(() =>
      thing(env).callBack(() => {
        throw new TypeError("from the callback");
      }, 1),
    ),
};
