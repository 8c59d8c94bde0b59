import assert from "node:assert";
import type { Env } from "../src/index";

type TestEnv = Env & { SELF: Fetcher };

export const aRequestCountsOneFurther = {
  async test(controller: unknown, env: TestEnv) {
    const first = await env.SELF.fetch("http://counter/apples");
    assert.equal(await first.text(), "apples: 1\n");
    const second = await env.SELF.fetch("http://counter/apples");
    assert.equal(await second.text(), "apples: 2\n");
  },
};

export const namesAreCountersOfTheirOwn = {
  async test(controller: unknown, env: TestEnv) {
    await env.COUNTERS.getByName("pears").increment();
    assert.equal(await env.COUNTERS.getByName("pears").increment(), 2);
    assert.equal(await env.COUNTERS.getByName("plums").increment(), 1);
  },
};
