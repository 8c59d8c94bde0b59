package dev.perdure.host.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What an event may not do with what belongs to another, and how stubs and signals end. */
class EventsApartTest {
  private static final LocalDate RECENT = LocalDate.of(2026, 1, 1);

  @Test
  void aSignalOfAnotherEventIsRefused() {
    String script =
        """
        let kept;
        export default {
          fetch() {
            kept ??= new AbortController();
            return new Response(String(kept.signal.aborted));
          },
        };
        """;
    try (TestWorker worker = TestWorker.of(script)) {
      assertThat(worker.get("/")).isEqualTo("200 false");
      assertThatThrownBy(() -> worker.get("/"))
          .rootCause()
          .hasMessageContaining("Cannot perform I/O on behalf of a different request.")
          .hasMessageEndingWith("(I/O type: RefcountedCanceler)");
    }
  }

  @Test
  void aStubBreaksWithTheInstanceThatItReachedWhoeverResetIt() {
    String script =
        """
        import { DurableObject } from 'cloudflare:workers';
        export class Counter extends DurableObject {
          count = 0;
          next() { return ++this.count; }
          end() { this.ctx.abort('ended on purpose'); }
        }
        export default {
          async fetch(request, env) {
            const one = env.COUNTER.getByName('a');
            const other = env.COUNTER.getByName('a');
            const first = await one.next();
            await other.end().catch(() => {});
            const broken = await one.next().then(String, (error) => error.message);
            return new Response([first, broken, await env.COUNTER.getByName('a').next()].join());
          },
        };
        """;
    try (TestWorker worker = TestWorker.of(script, "Counter")) {
      assertThat(worker.get("/")).isEqualTo("200 1,ended on purpose,1");
    }
  }

  @Test
  void anAbortedSignalArrivesAbortedWithItsReason() {
    String script =
        """
        import { WorkerEntrypoint } from 'cloudflare:workers';
        export class Other extends WorkerEntrypoint {
          seen(signal) { return [signal.aborted, signal.reason]; }
          async seenLater(request) {
            while (!request.signal.aborted) await scheduler.wait(1);
            return request.signal.reason.name;
          }
        }
        export default {
          async fetch(request, env, ctx) {
            const other = ctx.exports.Other;
            const timed = new Request('http://s/', { signal: AbortSignal.timeout(5) });
            const seen = [await other.seen(AbortSignal.abort('why')), await other.seenLater(timed)];
            return new Response(JSON.stringify(seen));
          },
        };
        """;
    try (TestWorker worker =
        TestWorker.flagged(
            RECENT, script, "experimental", "enable_abortsignal_rpc", "enable_ctx_exports")) {
      assertThat(worker.get("/")).isEqualTo("200 [[true,\"why\"],\"TimeoutError\"]");
    }
  }
}
