package dev.perdure.testworkers.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bindings that name a worker which does not run, as samples of larger projects have them. */
class UnconnectedTest {
  private static final String CONFIG =
      """
      {
        "name": "alone",
        "main": "src/index.js",
        "compatibility_date": "2026-08-01",
        "services": [{ "binding": "OTHER", "service": "elsewhere" }],
        "durable_objects": {
          "bindings": [{ "name": "ROOM", "class_name": "Room", "script_name": "elsewhere" }]
        }
      }
      """;

  private static final String CODE =
      """
      const told = (promise) => promise.then(String, String);

      export default {
        async fetch(request, env) {
          const room = env.ROOM.get(env.ROOM.idFromName("one"));
          const answers = [await env.OTHER.fetch("http://other/"), await room.fetch("http://room/")];
          return Response.json([
            ...(await Promise.all(answers.map(async (each) => `${each.status} ${await each.text()}`))),
            await told(env.OTHER.add(1, 2)),
            await told(room.enter()),
          ]);
        },
      };
      """;

  @Test
  void onlyUsingThemFails(@TempDir Path folder) {
    try (TestHost host =
        TestProject.in(folder).file("wrangler.jsonc", CONFIG).file("src/index.js", CODE).start()) {
      assertThat(host.fetch("/").body())
          .isEqualTo(
              """
              ["503 Couldn't find a local dev session for the \\"default\\" entrypoint of service \
              \\"elsewhere\\" to proxy to",\
              "503 Couldn't find a local dev session for the class \\"Room\\" of service \
              \\"elsewhere\\" to proxy to",\
              "Error: Cannot access \\"add\\" as we couldn't find a local dev session for the \
              \\"default\\" entrypoint of service \\"elsewhere\\" to proxy to.",\
              "Error: Cannot access \\"enter\\" as we couldn't find a local dev session for the \
              class \\"Room\\" of service \\"elsewhere\\" to proxy to."]\
              """);
    }
  }
}
