import assert from "node:assert";

export const aRequestCountsOneFurther = {
  async test(controller, env) {
    const first = await env.SELF.fetch("http://counter/apples");
    assert.equal(await first.text(), "apples: 1\n");
    const second = await env.SELF.fetch("http://counter/apples");
    assert.equal(await second.text(), "apples: 2\n");
  },
};

export const namesAreCountersOfTheirOwn = {
  async test(controller, env) {
    await env.COUNTERS.getByName("pears").increment();
    assert.equal(await env.COUNTERS.getByName("pears").increment(), 2);
    assert.equal(await env.COUNTERS.getByName("plums").increment(), 1);
  },
};
