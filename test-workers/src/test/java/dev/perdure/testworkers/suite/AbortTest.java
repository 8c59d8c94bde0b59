package dev.perdure.testworkers.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an AbortSignal does to a fetch of an object, at both ends. */
class AbortTest {
  private static final String WORKER =
      """
      import { DurableObject } from 'cloudflare:workers';

      export class Held extends DurableObject {
        seen = [];
        #begun = Promise.withResolvers();
        #left = Promise.withResolvers();
        begun() { return this.#begun.promise; }
        left() { return this.#left.promise; }
        async fetch(request) {
          request.signal.addEventListener('abort', () => {
            this.#left.resolve(`${request.signal.reason.name}: ${request.signal.reason.message}`);
          });
          this.#begun.resolve('begun');
          if (new URL(request.url).pathname === '/streams') {
            const { readable, writable } = new IdentityTransformStream();
            const writer = writable.getWriter();
            this.ctx.waitUntil(writer.write(new TextEncoder().encode('first')).then(() => this.left()));
            return new Response(readable);
          }
          return new Promise(() => {});
        }
      }

      const failure = (promise) =>
        promise.then(() => 'answered', (error) => (error instanceof Error ? `${error.name}: ${error.message}` : error));

      const cases = {
        async whileItWaits(held) {
          const control = new AbortController();
          const answer = failure(held.fetch('http://held/', { signal: control.signal }));
          await held.begun();
          control.abort();
          return [await answer, await held.left()];
        },
        async withAReason(held) {
          const control = new AbortController();
          const answer = failure(held.fetch(new Request('http://held/', { signal: control.signal })));
          await held.begun();
          control.abort('no need');
          return [await answer, await held.left()];
        },
        async before(held) {
          return [await failure(held.fetch('http://held/', { signal: AbortSignal.abort() }))];
        },
        async byTime(held) {
          return [await failure(held.fetch('http://held/', { signal: AbortSignal.timeout(1) }))];
        },
        async whileItsBodyStreams(held) {
          const reader = (await held.fetch('http://held/streams')).body.getReader();
          const text = new TextDecoder().decode((await reader.read()).value);
          await reader.cancel();
          return [text, await held.left()];
        },
        async byAnyOfTwo(held) {
          const control = new AbortController();
          const signal = AbortSignal.any([new AbortController().signal, control.signal]);
          const answer = failure(held.fetch('http://held/', { signal }));
          await held.begun();
          control.abort(new Error('one of them'));
          return [await answer, await held.left()];
        },
      };

      export default {
        async fetch(request, env) {
          const name = new URL(request.url).pathname.slice(1);
          return Response.json(await cases[name](env.HELD.getByName(name)));
        },
      };
      """;

  private static TestHost host;

  @BeforeAll
  static void start(@TempDir Path folder) {
    host =
        TestProject.in(folder)
            .file(
                "wrangler.jsonc",
                """
                {"name": "abort", "main": "index.js", "compatibility_date": "2026-01-01",
                 "compatibility_flags": ["enable_request_signal"],
                 "durable_objects": {"bindings": [{"name": "HELD", "class_name": "Held"}]},
                 "migrations": [{"tag": "v1", "new_sqlite_classes": ["Held"]}]}
                """)
            .file("index.js", WORKER)
            .start();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static Object run(String name) {
    return host.fetch("/" + name).json();
  }

  @Test
  @Behaviour("WRK-046")
  void anAbortedFetchFailsAtItsCallerAndIsToldToItsHandler() {
    assertThat(run("whileItWaits"))
        .isEqualTo(
            List.of(
                "AbortError: The operation was aborted",
                "AbortError: The client has disconnected"));
    assertThat(run("withAReason"))
        .isEqualTo(List.of("no need", "AbortError: The client has disconnected"));
    assertThat(run("byAnyOfTwo"))
        .isEqualTo(List.of("Error: one of them", "AbortError: The client has disconnected"));
  }

  @Test
  @Behaviour("WRK-046")
  void aReaderThatGoesAbortsTheSignalOfWhoWrites() {
    assertThat(run("whileItsBodyStreams"))
        .isEqualTo(List.of("first", "AbortError: The client has disconnected"));
  }

  @Test
  void aSignalThatFiredOrFiresByItselfEndsTheFetch() {
    assertThat(run("before")).isEqualTo(List.of("AbortError: The operation was aborted"));
    assertThat(run("byTime"))
        .isEqualTo(List.of("TimeoutError: The operation was aborted due to timeout"));
  }
}
