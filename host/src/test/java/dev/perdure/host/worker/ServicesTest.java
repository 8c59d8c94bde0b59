package dev.perdure.host.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** How a worker reaches another beside fetch and RPC, and what travels with a request. */
class ServicesTest {
  private static final LocalDate RECENT = LocalDate.of(2026, 1, 1);

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
