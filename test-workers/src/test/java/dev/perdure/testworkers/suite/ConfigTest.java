package dev.perdure.testworkers.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestHost.Settings;
import dev.perdure.testworkers.harness.TestProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
  private static final String CODE =
      """
      import { DurableObject } from "cloudflare:workers";
      export class Thing extends DurableObject {
        hello() { return "hello from " + this.env.PLACE; }
        identity() { return String(this.ctx.id); }
      }
      export default {
        async fetch(request, env) {
          const stub = env.THING.getByName("a");
          return Response.json({ vars: [env.PLACE, env.SECRET, env.LIST], hello: await stub.hello(), id: await stub.identity() });
        },
      };
      """;

  @TempDir Path folder;

  @Test
  @Behaviour({"CFG-004", "CFG-005", "CFG-007", "CFG-016", "CFG-017", "CFG-025"})
  void anEnvironmentHasANameAndObjectsOfItsOwn() {
    TestProject project =
        TestProject.in(folder)
            .file("src/index.js", CODE)
            .file(".dev.vars", "SECRET=whispered\n")
            .file(
                "wrangler.toml",
                """
                name = "thing"
                main = "src/index.js"
                compatibility_date = "2026-01-01"
                [vars]
                PLACE = "top"
                LIST = [1, 2]
                [[durable_objects.bindings]]
                name = "THING"
                class_name = "Thing"
                [[migrations]]
                tag = "v1"
                new_sqlite_classes = ["Thing"]
                [env.staging.vars]
                PLACE = "staging"
                [[env.staging.durable_objects.bindings]]
                name = "THING"
                class_name = "Thing"
                """);
    try (TestHost top = project.start();
        TestHost staging = project.host(Settings.DEV.in("staging")).start()) {
      assertThat(top.fetch("/").body()).contains("[\"top\",\"whispered\",[1,2]]", "hello from top");
      assertThat(staging.fetch("/").body())
          .contains("[\"staging\",\"whispered\",null]", "hello from staging");
      assertThat(top.state().resolve("do/thing-Thing")).isDirectory();
      assertThat(staging.state().resolve("do/thing-staging-Thing")).isDirectory();
    }
  }

  @Test
  @Behaviour("CFG-010")
  void aBoundClassWithoutAMigrationIsWarnedOf() {
    TestProject project =
        TestProject.of(folder, CODE)
            .file(
                "wrangler.jsonc", TestProject.ONE_CLASS.replaceFirst(",\\s*\"migrations\".*", ""));
    try (TestHost host = project.start()) {
      assertThat(String.join("\n", host.logs()))
          .contains("The Durable Object class 'Thing' is bound, but no migration creates it.");
      assertThat(host.fetch("/").status()).isEqualTo(200);
    }
    assertThatThrownBy(() -> project.host(Settings.DEV.serving()).start())
        .hasMessageContaining("no migration creates it");
  }

  @Test
  @Behaviour("CFG-011")
  void aWorkerWithoutACompatibilityDateGetsTheNewestWithAWarning() {
    TestProject project =
        TestProject.of(folder, CODE)
            .file(
                "wrangler.jsonc",
                TestProject.ONE_CLASS.replace("\"compatibility_date\": \"2026-01-01\",", ""));
    try (TestHost host = project.start()) {
      assertThat(String.join("\n", host.logs()))
          .contains("No compatibility_date was specified. Using the newest date");
      assertThat(host.fetch("/").status()).isEqualTo(200);
    }
  }

  @Test
  @Behaviour("CFG-003")
  void unknownKeysAreWarnedOf() {
    TestProject project =
        TestProject.of(folder, CODE)
            .file(
                "wrangler.jsonc",
                TestProject.ONE_CLASS.replace("\"class_name\"", "\"colour\": 1, \"class_name\""));
    try (TestHost host = project.start()) {
      assertThat(String.join("\n", host.logs())).contains("colour");
      assertThat(host.fetch("/").status()).isEqualTo(200);
    }
  }

  @Test
  @Behaviour({"CFG-012", "CFG-013"})
  void aContradictionOfFlagsAndADateToComeAreRefused() {
    assertRefused("\"2026-01-01\"", "\"2999-01-01\"", "2999-01-01");
    assertRefused(
        "\"2026-01-01\"",
        "\"2026-01-01\", \"compatibility_flags\": [\"rpc\", \"no_rpc\"]",
        "no_rpc");
  }

  @Test
  @Behaviour("WRK-047")
  void nodeModulesNeedTheirFlag() {
    String code =
        """
        export class Thing {}
        export default {
          fetch: async () => new Response((await import("node:path")).join("a", "b")),
        };
        """;
    TestProject project =
        TestProject.of(folder, code)
            .file(
                "wrangler.jsonc",
                TestProject.ONE_CLASS.replace(
                    "\"2026-01-01\"",
                    "\"2026-01-01\", \"compatibility_flags\": [\"nodejs_compat\"]"));
    try (TestHost host = project.start()) {
      assertThat(host.fetch("/").body()).isEqualTo("a/b");
    }
    try (TestHost host = TestProject.of(folder, code).start()) {
      assertThat(host.fetch("/").status()).isEqualTo(500);
    }
  }

  @Test
  @Behaviour("CFG-022")
  void anObjectCannotBeRemote() {
    assertRefused("\"class_name\"", "\"remote\": true, \"class_name\"", "cannot be remote");
  }

  @Test
  @Behaviour({"CFG-014", "STUB-013", "STUB-014", "STUB-011"})
  void beforeRpcAStubHasItsOwnMethodsOnly() {
    TestProject project =
        TestProject.of(
                folder,
                """
                export class Thing { fetch(request) { return new Response(request.url); } }
                export default {
                  async fetch(request, env) {
                    const stub = env.THING.get(env.THING.idFromName("a"));
                    const seen = await (await stub.fetch("/relative")).text();
                    return Response.json([typeof stub.hello, typeof stub.get, typeof stub.put, seen]);
                  },
                };
                """)
            .file(
                "wrangler.jsonc",
                TestProject.ONE_CLASS.replace(
                    "\"2026-01-01\"",
                    "\"2024-03-28\", \"compatibility_flags\":"
                        + " [\"durable_object_fetch_allows_relative_url\"]"));
    try (TestHost host = project.start()) {
      assertThat(host.fetch("/").body())
          .isEqualTo("[\"undefined\",\"undefined\",\"undefined\",\"http://fake-host/relative\"]");
    }
  }

  @Test
  @Behaviour({"CFG-018", "CFG-019", "CFG-020"})
  void theStateFolderHoldsOneFileAnObject() {
    try (TestHost host = TestProject.of(folder, CODE).start()) {
      Object id = ((java.util.Map<?, ?>) host.fetch("/").json()).get("id");
      assertThat(host.database("thing-Thing", String.valueOf(id))).isRegularFile();
    }
  }

  @Test
  @Behaviour({"CFG-002", "CFG-023", "WRK-038"})
  void severalWorkersCallEachOther() {
    TestProject.in(folder)
        .file(
            "a/wrangler.jsonc",
            """
            {
              "name": "front", "main": "index.js", "compatibility_date": "2026-01-01",
              "services": [
                { "binding": "BACK", "service": "back" },
                { "binding": "NAMED", "service": "back", "entrypoint": "Named" }
              ],
              "durable_objects": {
                "bindings": [{ "name": "THING", "class_name": "Thing", "script_name": "back" }]
              }
            }
            """)
        .file(
            "a/index.js",
            """
            export default {
              async fetch(request, env) {
                return Response.json([
                  await (await env.BACK.fetch("http://back/x")).text(),
                  await env.NAMED.add(1, 2),
                  await env.THING.getByName("a").hello(),
                ]);
              },
            };
            """)
        .file(
            "b/wrangler.jsonc",
            """
            {
              "name": "back", "main": "index.js", "compatibility_date": "2026-01-01",
              "durable_objects": { "bindings": [{ "name": "THING", "class_name": "Thing" }] },
              "migrations": [{ "tag": "v1", "new_sqlite_classes": ["Thing"] }]
            }
            """)
        .file(
            "b/index.js",
            """
            import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
            export class Thing extends DurableObject { hello() { return "object of back"; } }
            export class Named extends WorkerEntrypoint { add(a, b) { return a + b; } }
            export default { fetch: (request) => new Response("back saw " + request.url) };
            """);
    Settings both =
        Settings.DEV.with(folder.resolve("a/wrangler.jsonc"), folder.resolve("b/wrangler.jsonc"));
    try (TestHost host = TestHost.at(folder, both).start()) {
      assertThat(host.fetch("/").body())
          .isEqualTo("[\"back saw http://back/x\",3,\"object of back\"]");
    }
  }

  @Test
  @Behaviour("WRK-002")
  void theDefaultExportMayBeAClass() {
    TestProject project =
        TestProject.of(
            folder,
            """
            import { WorkerEntrypoint } from "cloudflare:workers";
            export class Thing {}
            export default class extends WorkerEntrypoint {
              fetch(request) {
                this.ctx.waitUntil(Promise.resolve());
                return new Response(request.method + " " + typeof this.env.THING);
              }
            }
            """);
    try (TestHost host = project.start()) {
      assertThat(host.fetch("/").body()).isEqualTo("GET object");
    }
  }

  @Test
  @Behaviour("WRK-003")
  void aDefaultExportWithoutFetchCannotServe() {
    TestProject project =
        TestProject.of(folder, "export class Thing {}\nexport default { scheduled() {} };");
    try (TestHost host = project.start()) {
      assertThat(host.fetch("/").status()).isEqualTo(500);
      assertThat(host.fetch("/").body())
          .startsWith("Error: Handler does not export a fetch() function.");
    }
  }

  @Test
  void faultsAreNotShownToUsers() {
    TestProject project =
        TestProject.of(
            folder, "export class Thing {}\nexport default { fetch() { throw new Error('x') } };");
    try (TestHost host = project.host(Settings.DEV.serving()).start()) {
      assertThat(host.fetch("/").status()).isEqualTo(500);
      assertThat(host.fetch("/").body()).isEqualTo("Internal Server Error");
    }
  }

  @Test
  @Behaviour("CFG-006")
  void aBindingOfAnEnvironmentMayNameTheWorkerOfNone() {
    String staging =
        """
        { "name": "%s", "main": "index.js", "compatibility_date": "2026-01-01",
          "durable_objects": { "bindings": [{ "name": "THING", "class_name": "Thing" }] },
          "migrations": [{ "tag": "v1", "new_sqlite_classes": ["Thing"] }],
          "env": { "staging": { %s } } }
        """;
    String binding =
        "\"durable_objects\": { \"bindings\": [{ \"name\": \"THING\", \"class_name\": \"Thing\","
            + " \"script_name\": \"thing\" }] }";
    TestProject.in(folder)
        .file("thing/index.js", CODE)
        .file("thing/wrangler.jsonc", staging.formatted("thing", "\"name\": \"thing\""))
        .file("other/index.js", CODE)
        .file("other/wrangler.jsonc", staging.formatted("other", binding));
    Path state = folder.resolve("state");
    Settings top = Settings.DEV.with(folder.resolve("thing/wrangler.jsonc"));
    Settings both =
        Settings.DEV
            .in("staging")
            .with(folder.resolve("other/wrangler.jsonc"), folder.resolve("thing/wrangler.jsonc"));
    try (TestHost host = TestHost.at(folder, top).on(state).start()) {
      String id = idOf(host);
      host.stop();
      try (TestHost other = TestHost.at(folder, both).on(state).start()) {
        assertThat(idOf(other)).isEqualTo(id);
      }
    }
  }

  private static String idOf(TestHost host) {
    return String.valueOf(((java.util.Map<?, ?>) host.fetch("/").json()).get("id"));
  }

  @Test
  @Behaviour("CFG-011")
  void withoutADateTheNewestIsTakenAndSaid() {
    TestProject project =
        TestProject.of(folder, CODE)
            .file(
                "wrangler.jsonc",
                TestProject.ONE_CLASS.replace("\"compatibility_date\": \"2026-01-01\",", ""));
    try (TestHost host = project.start()) {
      assertThat(String.join("\n", host.logs()))
          .contains("No compatibility_date was specified. Using the newest date");
      assertThat(host.fetch("/").body()).contains("hello from undefined");
    }
  }

  @Test
  @Behaviour("CFG-015")
  void theCpuLimitIsThatOfTheConfiguration() {
    TestProject project =
        TestProject.of(
                folder,
                """
                import { DurableObject } from "cloudflare:workers";
                export class Thing extends DurableObject { spin() { while (true) {} } }
                export default {
                  fetch: (request, env) =>
                    env.THING.getByName("a").spin().catch((error) => new Response(error.message)),
                };
                """)
            .file(
                "wrangler.jsonc",
                TestProject.ONE_CLASS.replace(
                    "\"2026-01-01\"", "\"2026-01-01\", \"limits\": { \"cpu_ms\": 200 }"));
    try (TestHost host = project.start()) {
      assertThat(host.fetch("/").body())
          .isEqualTo("Durable Object exceeded its CPU time limit and was reset.");
    }
    assertRefused(
        "\"2026-01-01\"",
        "\"2026-01-01\", \"limits\": { \"cpu_ms\": 300001 }",
        "must be between 1 and 300000");
  }

  @Test
  @Behaviour("CFG-026")
  void aServiceWorkerCannotHaveObjects() {
    TestProject project =
        TestProject.of(
            folder, "addEventListener('fetch', (e) => e.respondWith(new Response('x')));");
    assertThatThrownBy(() -> project.start().close())
        .hasMessageContaining(
            "You seem to be trying to use Durable Objects in a Worker written as a"
                + " service-worker.");
  }

  private void assertRefused(String from, String to, String message) {
    TestProject project =
        TestProject.of(folder, CODE)
            .file("wrangler.jsonc", TestProject.ONE_CLASS.replace(from, to));
    assertThatThrownBy(
            () -> {
              try (TestHost host = project.start()) {
                throw new AssertionError("It started: " + host.logs());
              }
            })
        .hasMessageContaining(message);
  }
}
