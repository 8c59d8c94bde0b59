import { serve } from "../../lib/cases.js";

const cases = {
  otherScript: async ({ env }) => {
    const stub = env.THING.getByName("from another script");
    const counter = await stub.counter(1);
    return [await stub.echo("hello"), await counter.increment(), await env.SERVICE.greet("neighbour")];
  },
};

export default { fetch: serve(cases) };
