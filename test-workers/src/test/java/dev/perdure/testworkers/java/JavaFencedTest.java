package dev.perdure.testworkers.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.host.life.MemoryPressure;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestMemory;
import dev.perdure.testworkers.harness.TestProject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a fence keeps from code that means no good. */
@Timeout(240)
class JavaFencedTest {
  private static final String CONFIG =
      """
      {
        "name": "hostile",
        "main": "src/Thing.java",
        "java": { "isolation": "fenced", "jars": ["lib/evil.jar"] },
        "compatibility_date": "2026-08-01",
        "limits": { "cpu_ms": 250 },
        "durable_objects": { "bindings": [{ "name": "THING", "class_name": "Thing" }] },
        "migrations": [{ "tag": "v1", "new_sqlite_classes": ["Thing"] }]
      }
      """;

  private static final String ALONE = CONFIG.replace(", \"jars\": [\"lib/evil.jar\"]", "");

  private static final String CODE =
      """
      import dev.perdure.workers.*;
      import java.util.*;
      import java.util.stream.*;

      public class Thing extends DurableObject {
        static volatile String heard = "";
        static volatile long waste;
        private int calls;

        public Thing(DurableObjectState ctx, Env env) {
          super(ctx, env);
        }

        public int calls() {
          return ++calls;
        }

        public String heard() throws InterruptedException {
          while (heard.isEmpty()) {
            Task.sleep(java.time.Duration.ofMillis(5));
          }
          String what = heard;
          heard = "";
          return what;
        }

        public void loop() {
          try {
            while (true) {
              waste++;
            }
          } finally {
            heard = "loop";
          }
        }

        public void stubborn() {
          try {
            while (true) {
              try {
                ctx.storage().put("waste", ++waste);
              } catch (Throwable e) {
                waste--;
              }
            }
          } finally {
            heard = "stubborn";
          }
        }

        private static long tree(long depth) {
          return depth == 0 ? ++waste : tree(depth - 1) + tree(depth - 1);
        }

        public void recurse() {
          try {
            tree(200);
          } finally {
            heard = "recurse";
          }
        }

        public void stream() {
          try {
            Stream.iterate(1L, each -> each + 1).forEach(each -> waste += each);
          } finally {
            heard = "stream";
          }
        }

        public void allocate() {
          List<byte[]> all = new ArrayList<>();
          try {
            while (true) {
              all.add(new byte[64]);
              if (all.size() > 100_000) {
                all.clear();
              }
            }
          } finally {
            heard = "allocate";
          }
        }

        private static RuntimeException endless(String name) {
          return new RuntimeException() {
            @Override
            public String getMessage() {
              try {
                while (true) {
                  waste++;
                }
              } finally {
                heard = name;
              }
            }
          };
        }

        public void message() {
          throw endless("message");
        }

        interface Later {
          java.util.concurrent.CompletableFuture<Integer> calls();
        }

        public void continuation() {
          env.namespace("THING", Later.class).getByName("later").calls()
              .thenAccept(calls -> endless("continuation").getMessage());
          Task.sleep(java.time.Duration.ofDays(1));
        }

        public void keys() {
          ctx.storage().get(new AbstractList<String>() {
            @Override
            public String get(int index) {
              return endless("keys").getMessage();
            }

            @Override
            public int size() {
              return 1;
            }
          }, String.class);
        }

        public void exit() {
          System.exit(1);
        }

        // LIBRARY
      }

      class Entry extends Worker {
        @Override
        public Response fetch(Request request, Env env, ExecutionContext ctx) {
          String[] path = request.path().split("/");
          try {
            return Response.of(
                String.valueOf((Object) env.namespace("THING").getByName(path[1]).call(path[2])));
          } catch (RpcException e) {
            return Response.of(e.name() + ": " + e.message() + " " + e.durableObjectReset());
          }
        }
      }
      """;

  private static final String CALLS =
      """
      public String library() {
        return evil.Evil.read();
      }

      public String harmless() {
        return evil.Good.text("x");
      }
      """;

  private static final String LIBRARY =
      """
      package evil;

      public class Evil {
        public static String read() {
          try {
            return java.nio.file.Files.readString(java.nio.file.Path.of("/etc/passwd"));
          } catch (java.io.IOException e) {
            return "none";
          }
        }
      }
      """;

  private static final String HARMLESS =
      """
      package evil;

      public class Good {
        public static String text(String given) {
          return given.repeat(3);
        }
      }
      """;

  @TempDir private static Path folder;
  private static TestHost host;

  @BeforeAll
  static void start() throws IOException {
    TestProject project =
        TestProject.in(folder)
            .file("wrangler.jsonc", CONFIG)
            .file("src/Thing.java", CODE.replace("// LIBRARY", CALLS))
            .file("lib/evil/Evil.java", LIBRARY)
            .file("lib/evil/Good.java", HARMLESS);
    Path library = folder.resolve("lib");
    ToolProvider.getSystemJavaCompiler()
        .run(
            null,
            null,
            null,
            "-g",
            "-proc:none",
            library.resolve("evil/Evil.java").toString(),
            library.resolve("evil/Good.java").toString());
    try (OutputStream file = Files.newOutputStream(library.resolve("evil.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      for (String name : new String[] {"evil/Evil.class", "evil/Good.class"}) {
        jar.putNextEntry(new JarEntry(name));
        jar.write(Files.readAllBytes(library.resolve(name)));
      }
    }
    host = project.start();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static String call(String path) {
    return host.fetch(path).body();
  }

  @Test
  void codeThatGoesOnEndsWithItsIsolate() {
    for (String method :
        new String[] {
          "loop", "stubborn", "recurse", "stream", "allocate", "message", "continuation", "keys"
        }) {
      assertThat(call("/" + method + "/calls")).isEqualTo("1");

      assertThat(call("/" + method + "/" + method))
          .isEqualTo("Error: Durable Object exceeded its CPU time limit and was reset. true");

      assertThat(call("/other/heard")).isEqualTo(method);
      assertThat(call("/" + method + "/calls")).isEqualTo("1");
    }
  }

  @Test
  void codeThatTakesTheMemoryOfOthersEndsWithItsIsolate(@TempDir Path other) {
    TestMemory memory = new TestMemory();
    try (TestHost greedy =
        TestProject.in(other)
            .file("wrangler.jsonc", ALONE.replace("250", "120000"))
            .file("src/Thing.java", CODE)
            .host()
            .set(given -> given.memory(memory))
            .start()) {
      assertThat(greedy.fetch("/greedy/calls").body()).isEqualTo("1");
      CompletableFuture<String> answer =
          CompletableFuture.supplyAsync(() -> greedy.fetch("/greedy/allocate").body());
      while (!answer.isDone()) {
        memory.run(MemoryPressure.Level.CRITICAL);
        Thread.yield();
      }

      assertThat(answer.join())
          .isEqualTo(
              "Error: Durable Object's isolate exceeded its memory limit and was reset. true");
      assertThat(greedy.fetch("/other/heard").body()).isEqualTo("allocate");
    }
  }

  @Test
  void aLibraryIsLookedThroughWhenItIsLoaded() {
    assertThat(call("/libraries/harmless")).isEqualTo("xxx");
    assertThat(call("/libraries/library"))
        .startsWith(
            "IllegalAccessError: Evil.java:6 uses 'java.nio.file.Files.readString', which a"
                + " fenced worker may not.");
    assertThat(call("/libraries/calls")).isEqualTo("1");
  }

  @Test
  void aCallOfExitIsAnErrorOfItsCaller() {
    assertThat(call("/exits/exit"))
        .isEqualTo("Error: A worker cannot end the process: it called System.exit(1). false");
    assertThat(call("/exits/calls")).isEqualTo("1");
  }

  @Test
  void whatTheWorkersOwnSourcesMayNotUseIsToldBeforeTheyRun(@TempDir Path other) {
    TestHost refused =
        TestProject.in(other)
            .file("wrangler.jsonc", ALONE)
            .file(
                "src/Thing.java",
                """
                import dev.perdure.workers.*;

                public class Thing extends DurableObject {
                  public Thing(DurableObjectState ctx, Env env) {
                    super(ctx, env);
                    new Thread(() -> new java.io.File("a").delete()).start();
                  }
                }
                """)
            .host();

    assertThatThrownBy(refused::start)
        .hasMessageContaining("Thing.java:6 uses 'new java.lang.Thread', which a fenced worker may")
        .hasMessageContaining("Start work by 'Task.start'.")
        .hasMessageContaining("Thing.java:6 uses 'java.io.File.delete'")
        .hasMessageContaining("Keep data in 'ctx.storage()', KV or a bucket.");
  }
}
