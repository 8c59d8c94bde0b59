package dev.perdure.host.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WorkerTest {
  private static final String COUNTER =
      """
      import { DurableObject } from "cloudflare:workers";
      export class Counter extends DurableObject {
        async fetch(request) {
          const path = request.url.slice(16).split("?")[0];
          if (path === "/boom") throw new TypeError("do boom");
          if (path === "/abort") this.ctx.abort("gone");
          if (path === "/loop") for (;;);
          let n = (await this.ctx.storage.get("n")) ?? 0;
          n++;
          await this.ctx.storage.put("n", n);
          return new Response("count " + n, { headers: { "x-name": this.ctx.id.name } });
        }
      }
      export default {
        async fetch(request, env) {
          const name = request.url.split("name=")[1];
          if (!name) return new Response("no name", { status: 400 });
          try {
            return await env.COUNTER.getByName(name).fetch(request);
          } catch (e) {
            return new Response([e.name, e.message, e.remote, e.durableObjectReset].join("|"), { status: 500 });
          }
        },
      };
      """;

  @Test
  void anObjectCounts() {
    try (TestWorker worker = TestWorker.of(COUNTER, "Counter")) {
      assertThat(worker.get("/?name=a")).isEqualTo("200 count 1");
      assertThat(worker.get("/?name=a")).isEqualTo("200 count 2");
      assertThat(worker.get("/?name=b")).isEqualTo("200 count 1");
      assertThat(worker.get("/")).isEqualTo("400 no name");
    }
  }

  @Test
  void anErrorOfAnObjectReachesTheCallerWithItsFlags() {
    try (TestWorker worker = TestWorker.of(COUNTER, "Counter")) {
      assertThat(worker.get("/boom?name=a")).isEqualTo("500 TypeError|do boom|true|");
    }
  }

  @Test
  void anAbortedObjectStartsAgain() {
    try (TestWorker worker = TestWorker.of(COUNTER, "Counter")) {
      assertThat(worker.get("/?name=a")).isEqualTo("200 count 1");
      assertThat(worker.get("/abort?name=a")).isEqualTo("500 Error|gone|true|true");
      assertThat(worker.get("/?name=a")).isEqualTo("200 count 2");
    }
  }

  @Test
  void anEndlessLoopEndsAtTheLimitAndOthersGoOn() {
    try (TestWorker worker = TestWorker.of(COUNTER, "Counter")) {
      var looping = worker.send("/loop?name=a");
      assertThat(worker.get("/?name=b")).isEqualTo("200 count 1");
      assertThat(TestWorker.text(looping))
          .startsWith("500 Error|Durable Object exceeded its CPU time limit and was reset.");
      assertThat(worker.get("/?name=a")).isEqualTo("200 count 1");
    }
  }

  @Test
  void stateSurvivesARestart() {
    try (TestWorker worker = TestWorker.of(COUNTER, "Counter")) {
      assertThat(worker.get("/?name=a")).isEqualTo("200 count 1");
      worker.restart();
      assertThat(worker.get("/?name=a")).isEqualTo("200 count 2");
    }
  }

  @Test
  void aModuleThatThrowsDoesNotLoad() {
    assertThatThrownBy(() -> TestWorker.of("throw new Error('at top');"))
        .hasMessageContaining("at top");
  }

  @Test
  void aTimerThatThrowsIsLoggedAndHarmsNothing() {
    String script =
        """
        import { DurableObject } from "cloudflare:workers";
        export class Thing extends DurableObject {
          #calls = 0;
          async fetch() {
            setTimeout(() => { throw new Error("in timer"); }, 1);
            await scheduler.wait(5);
            return new Response(String(++this.#calls));
          }
        }
        export default { fetch: (request, env) => env.THING.getByName("a").fetch(request) };
        """;
    try (TestWorker worker = TestWorker.of(script, "Thing")) {
      assertThat(worker.get("/")).isEqualTo("200 1");
      assertThat(worker.get("/")).isEqualTo("200 2");
      assertThat(worker.log())
          .anyMatch(line -> line.startsWith("ERROR Uncaught") && line.contains("in timer"));
    }
  }

  @Test
  void aConstructorMaySetAnAlarm() {
    String script =
        """
        import { DurableObject } from "cloudflare:workers";
        export class Thing extends DurableObject {
          constructor(ctx, env) {
            super(ctx, env);
            ctx.storage.setAlarm(4102444800000).catch((error) => (this.error = error.message));
          }
          async fetch() {
            return new Response(this.error ?? String(await this.ctx.storage.getAlarm()));
          }
          alarm() {}
        }
        export default { fetch: (request, env) => env.THING.getByName("a").fetch(request) };
        """;
    try (TestWorker worker = TestWorker.of(script, "Thing")) {
      assertThat(worker.get("/")).isEqualTo("200 4102444800000");
    }
  }
}
