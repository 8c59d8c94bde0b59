package dev.perdure.host.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.workers.message.ResponseMessage;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HungEventsTest {
  private static final String SCRIPT =
      """
      let fired = 0;
      export default {
        async fetch(request, env, ctx) {
          switch (new URL(request.url).pathname) {
            case '/hangs':
              return new Promise(() => {});
            case '/hangs-after-a-timer':
              await scheduler.wait(5);
              ctx.waitUntil(new Promise(() => {}));
              await new Promise(() => {});
            case '/waits':
              await scheduler.wait(30);
              return new Response('waited');
            case '/leaves-a-timer':
              setTimeout(() => fired++, 20);
              return new Response('left');
            case '/keeps-a-timer':
              ctx.waitUntil(new Promise((resolve) => setTimeout(() => resolve(fired++), 20)));
              return new Response('kept');
            default:
              await scheduler.wait(200);
              return new Response(String(fired));
          }
        },
      };
      """;

  @Test
  void aRequestThatNothingCanAnswerFailsAtOnce() {
    try (TestWorker worker = TestWorker.of(SCRIPT)) {
      for (String path : new String[] {"/hangs", "/hangs-after-a-timer"}) {
        assertThatThrownBy(() -> worker.get(path))
            .rootCause()
            .hasMessageContaining("had hung and would never generate a response");
      }
      assertThat(worker.get("/waits")).isEqualTo("200 waited");
    }
  }

  @Test
  void aTimerEndsWithTheEventThatSetItUnlessWaitUntilKeepsThat() {
    try (TestWorker worker = TestWorker.of(SCRIPT)) {
      assertThat(worker.get("/leaves-a-timer")).isEqualTo("200 left");
      assertThat(worker.get("/fired")).isEqualTo("200 0");
      assertThat(worker.get("/keeps-a-timer")).isEqualTo("200 kept");
      assertThat(worker.get("/fired")).isEqualTo("200 1");
    }
  }

  @Test
  void anEventDoesNotWaitForAPromiseOfAnother() {
    String script =
        """
        let settle;
        let ran = false;
        const shared = new Promise((resolve) => settle = resolve);
        export default {
          async fetch(request) {
            switch (new URL(request.url).pathname) {
              case '/awaits':
                shared.then(() => { ran = true; });
                await shared;
                return new Response('came');
              case '/settles':
                settle();
                await scheduler.wait(1);
                return new Response(String(ran));
            }
            await scheduler.wait(100);
            return new Response('other');
          },
        };
        """;
    try (TestWorker worker = TestWorker.of(script)) {
      CompletableFuture<ResponseMessage> other = worker.send("/other");
      assertThatThrownBy(() -> worker.get("/awaits"))
          .rootCause()
          .hasMessageContaining("had hung and would never generate a response");
      assertThat(worker.get("/settles")).isEqualTo("200 false");
      assertThat(TestWorker.text(other)).isEqualTo("200 other");
    }
  }
}
