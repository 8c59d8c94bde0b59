import dev.perdure.workers.*;

/** The cases of this project: each class that overrides test(), which may assert. */
interface CounterTest {
  class ARequestCountsOneFurther extends Worker {
    @Override
    public void test(Env env, ExecutionContext ctx) {
      Fetcher self = env.service("SELF");
      assert self.fetch("http://counter/apples").text().equals("apples: 1\n");
      assert self.fetch("http://counter/apples").text().equals("apples: 2\n");
    }
  }

  class NamesAreCountersOfTheirOwn extends Worker {
    @Override
    public void test(Env env, ExecutionContext ctx) {
      DurableObjectNamespace<Counting> counters = env.namespace("COUNTERS", Counting.class);
      counters.getByName("pears").increment();
      int pears = counters.getByName("pears").increment();
      int plums = counters.getByName("plums").increment();
      assert pears == 2 : pears;
      assert plums == 1 : plums;
    }
  }
}
