package dev.perdure.testworkers.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.host.life.LifeEvent.Kind;
import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.Lives;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestProject;
import dev.perdure.testworkers.harness.TestSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** New code while the old runs. */
@Timeout(120)
class UpdateTest {
  private static final String CODE =
      """
      import { DurableObject } from "cloudflare:workers";
      const VERSION = "%s";
      export class Thing extends DurableObject {
        async fetch(request) {
          const { pathname } = new URL(request.url);
          if (pathname.startsWith("/socket")) {
            const [client, server] = Object.values(new WebSocketPair());
            if (pathname === "/socket/hibernating") {
              this.ctx.acceptWebSocket(server);
            } else {
              server.accept();
            }
            server.send(VERSION);
            return new Response(null, { status: 101, webSocket: client });
          }
          if (pathname === "/hold") {
            this.ctx.storage.kv.put("held", true);
            await new Promise(() => {});
          }
          const { kv } = this.ctx.storage;
          if (pathname === "/count") {
            kv.put("count", (kv.get("count") ?? 0) + 1);
          }
          return new Response(`${VERSION} ${kv.get("count")} ${kv.get("held")}`);
        }
      }
      export default {
        async fetch(request, env) {
          try {
            return await env.THING.getByName("it").fetch(request);
          } catch (error) {
            return new Response(`${error.message} ${error.durableObjectReset}`, { status: 500 });
          }
        }
      };
      """;

  @TempDir private Path folder;

  @Test
  @Behaviour({"LIFE-013", "LIFE-015", "LIFE-021", "LIFE-022", "LIFE-028"})
  void objectsStartAgainWithTheNewCodeTheirDataAndNoSockets() {
    Lives lives = new Lives();
    TestProject project = TestProject.of(folder, CODE.formatted("one"));
    try (TestHost host =
        project.host(TestHost.Settings.DEV.watching()).set(given -> given.listener(lives))) {
      host.start();
      assertThat(host.fetch("/count").body()).isEqualTo("one 1 undefined");
      TestSocket standard = TestSocket.open(host, "/socket/standard");
      TestSocket hibernating = TestSocket.open(host, "/socket/hibernating");
      assertThat(standard.next() + hibernating.next()).isEqualTo("oneone");
      CompletableFuture<HttpResponse<String>> held = host.sendAsync(host.request("/hold"));
      while (!host.fetch("/").body().equals("one 1 true")) {
        Thread.onSpinWait();
      }

      project.file("src/index.js", CODE.formatted("two"));

      assertThat(lives.next(Kind.RESET, "it").reason())
          .isEqualTo("Error: Durable Object reset because its code was updated.");
      assertThat(held.join().statusCode()).isEqualTo(500);
      standard.awaitEnd();
      hibernating.awaitEnd();
      assertThat(host.fetch("/").body()).isEqualTo("two 1 true");
      assertThat(lives.of("it")).containsExactly(Kind.CREATED, Kind.RESET, Kind.WOKEN);
    }
  }
}
