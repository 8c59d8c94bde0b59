package dev.perdure.host.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/**
 * What an event may not do with what belongs to another, and how services are reached in old ways.
 */
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
  void aServiceHasAnAddressThatConnectReaches() {
    String script =
        """
        import { WorkerEntrypoint } from 'cloudflare:workers';
        import { connect } from 'cloudflare:sockets';
        export class Greeter extends WorkerEntrypoint {
          async connect(socket) {
            const writer = socket.writable.getWriter();
            await writer.write(new TextEncoder().encode('hello'));
            await writer.close();
          }
        }
        export default {
          async fetch(request, env, ctx) {
            const greeter = ctx.exports.Greeter;
            const address = ctx.mapVirtualHost(greeter, 5432);
            const text = await new Response(connect(address).readable).text();
            const same = ctx.mapVirtualHost(greeter, 1) === address;
            return new Response(`${/^[0-9a-f]{32}\\.workers\\.alt:5432$/.test(address)} ${same} ${text}`);
          },
        };
        """;
    try (TestWorker worker =
        TestWorker.flagged(RECENT, script, "experimental", "enable_ctx_exports")) {
      assertThat(worker.get("/")).isEqualTo("200 true true hello");
    }
  }

  @Test
  void servicesOfOldDatesHaveGetPutAndDelete() {
    String script =
        """
        import { WorkerEntrypoint } from 'cloudflare:workers';
        export class Store extends WorkerEntrypoint {
          async fetch(request) {
            if (request.url.endsWith('/none')) return new Response(null, { status: 404 });
            if (request.url.endsWith('/bad')) return new Response('', { status: 500 });
            return new Response(JSON.stringify([request.method, new URL(request.url).search, await request.text()]));
          }
        }
        export default {
          async fetch(request, env, ctx) {
            const store = ctx.exports.Store;
            const seen = [
              await store.get('http://s/a', 'json'),
              await store.get('http://s/none'),
              await store.put('http://s/a', 'x', { expirationTtl: 60 }),
              await store.delete('http://s/a'),
              await store.get('http://s/bad').catch((error) => error.message),
            ];
            return new Response(JSON.stringify(seen));
          },
        };
        """;
    try (TestWorker worker =
        TestWorker.flagged(RECENT, script, "fetcher_has_get_put_delete", "enable_ctx_exports")) {
      assertThat(worker.get("/"))
          .isEqualTo(
              "200 [[\"GET\",\"\",\"\"],null,null,null,"
                  + "\"HTTP GET request failed: 500 Internal Server Error\"]");
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

  @Test
  void howLongAnAnswerIsKeptIsSaidInTheWordsOfCacheControl() {
    String script =
        """
        import { WorkerEntrypoint } from 'cloudflare:workers';
        export class Origin extends WorkerEntrypoint {
          fetch(request) { return Response.json(request.cf); }
        }
        export default {
          async fetch(request, env, ctx) {
            const ask = (init) => ctx.exports.Origin.fetch('http://o/', init).then(
              (response) => response.json(), (error) => `${error.name}: ${error.message}`);
            return Response.json([
              await ask({ cf: { cacheTtl: 60 } }),
              await ask({ cache: 'no-store' }),
              await ask({ cache: 'no-store', cf: { cacheTtl: 60 } }),
              await ask({ cf: { cacheTtl: 60, cacheControl: 'public' } }),
            ]);
          },
        };
        """;
    try (TestWorker worker = TestWorker.flagged(RECENT, script, "enable_ctx_exports")) {
      assertThat(worker.get("/"))
          .isEqualTo(
              "200 [{\"cacheTtl\":60,\"cacheControl\":\"max-age=60\"},"
                  + "{\"cacheTtl\":-1,\"cacheLevel\":\"bypass\",\"cacheControl\":\"no-store\"},"
                  + "\"TypeError: CacheTtl: 60, is not compatible with cache: no-store header.\","
                  + "\"TypeError: The 'cacheControl' and 'cacheTtl' options on cf are mutually exclusive."
                  + " Use 'cacheControl' for explicit Cache-Control header directives, or 'cacheTtl' for a"
                  + " simplified TTL, but not both.\"]");
    }
  }
}
