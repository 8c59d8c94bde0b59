package dev.perdure.testworkers.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Projects in Java: what is refused, what is loaded again, and what is ended. */
@Timeout(240)
class JavaProjectTest {
  private static final String CONFIG =
      """
      {
        "name": "project",
        "main": "src/Thing.java",
        "compatibility_date": "2026-08-01",
        "limits": { "cpu_ms": 500 },
        "durable_objects": { "bindings": [{ "name": "THING", "class_name": "Thing" }] },
        "migrations": [{ "tag": "v1", "new_sqlite_classes": ["Thing"] }]
      }
      """;

  private static final String CODE =
      """
      import dev.perdure.workers.*;

      public class Thing extends DurableObject {
        private int calls;

        public Thing(DurableObjectState ctx, Env env) {
          super(ctx, env);
        }

        @Override
        public Response fetch(Request request) throws InterruptedException {
          calls++;
          if (request.path().equals("/loop")) {
            while (!Thread.currentThread().isInterrupted()) {
              Thread.onSpinWait();
            }
            ctx.storage().put("after", true);
          }
          int count = ctx.storage().get("count", Integer.class).orElse(0) + 1;
          ctx.storage().put("count", count);
          return Response.of("%s " + count + " " + calls + " " + ctx.storage().get("after", Object.class));
        }
      }

      class Entry extends Worker {
        @Override
        public Response fetch(Request request, Env env, ExecutionContext ctx) {
          try {
            return env.namespace("THING").getByName("it").fetch(request);
          } catch (RpcException e) {
            return Response.of(e.message() + " " + e.overloaded() + " " + e.durableObjectReset());
          }
        }
      }
      """;

  @TempDir private Path folder;

  private TestProject project(String code) {
    return TestProject.in(folder).file("wrangler.jsonc", CONFIG).file("src/Thing.java", code);
  }

  @Test
  void newCodeTakesTheObjectsWithTheirData() {
    TestProject project = project(CODE.formatted("one"));
    try (TestHost host = project.host(TestHost.Settings.DEV.watching())) {
      host.start();
      assertThat(host.fetch("/").body()).isEqualTo("one 1 1 Optional.empty");

      project.file("src/Thing.java", CODE.formatted("two").replace("int count =", "int count"));
      while (!String.join("\n", host.logs()).contains("src/Thing.java:")) {
        assertThat(host.fetch("/none").body()).startsWith("one ");
      }
      assertThat(String.join("\n", host.logs())).contains("';' expected", "src/Thing.java:19:");
      project.file("src/Thing.java", CODE.formatted("three"));
      String answer = host.fetch("/").body();
      while (!answer.startsWith("three")) {
        answer = host.fetch("/").body();
      }
      // A request that began with the old code may have reached the new object before this one.
      List<String> words = List.of(answer.split(" "));
      int kept = Integer.parseInt(words.get(1));
      assertThat(Integer.parseInt(words.get(2))).isBetween(1, 2).isLessThan(kept);
    }
  }

  @Test
  void errorsOfTheCompilerNameFileAndLine() {
    TestHost host = project("class Thing {\n  int x = \"text\";\n}\n").host();

    assertThatThrownBy(host::start)
        .hasMessageContaining("String cannot be converted to int")
        .hasMessageContaining("src/Thing.java:2:11")
        .hasMessageContaining("int x = \"text\";");
  }

  @Test
  void aClassThatIsNotThereIsRefused() {
    TestHost host =
        project(CODE.formatted("x"))
            .file("wrangler.jsonc", CONFIG.replace("\"Thing\"", "\"Think\""))
            .host();

    assertThatThrownBy(host::start)
        .hasMessageContaining("Durable Object class 'Think', which is not there")
        .hasMessageContaining("Thing");
  }

  @Test
  void isolationInAContextIsRefusedByName() {
    TestHost host =
        project(CODE.formatted("x"))
            .file(
                "wrangler.jsonc",
                CONFIG.replace(
                    "\"limits\"", "\"java\": { \"isolation\": \"context\" }, \"limits\""))
            .host();

    assertThatThrownBy(host::start).hasMessageContaining("\"java.isolation\" cannot be 'context'");
  }

  @Test
  void whatComputesForTooLongIsResetAndCutOff() {
    try (TestHost host = project(CODE.formatted("one")).start()) {
      assertThat(host.fetch("/").body()).isEqualTo("one 1 1 Optional.empty");
      assertThat(host.fetch("/loop").body())
          .isEqualTo("Durable Object exceeded its CPU time limit and was reset. true true");
      assertThat(host.fetch("/").body()).isEqualTo("one 2 1 Optional.empty");
    }
  }
}
