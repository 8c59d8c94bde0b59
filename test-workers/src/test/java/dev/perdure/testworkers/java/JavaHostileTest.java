package dev.perdure.testworkers.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the class loader of a worker and the limits keep from code that means no good. */
@Timeout(240)
class JavaHostileTest {
  private static final String CONFIG =
      """
      {
        "name": "hostile",
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
      import java.util.*;

      public class Thing extends DurableObject {
        static volatile boolean stop;
        static volatile String heard = "";
        private int calls;

        public Thing(DurableObjectState ctx, Env env) {
          super(ctx, env);
        }

        public int calls() {
          return ++calls;
        }

        public String find(String name) {
          List<String> found = new ArrayList<>();
          for (ClassLoader loader :
              new ClassLoader[] {getClass().getClassLoader(), Thread.currentThread().getContextClassLoader()}) {
            try {
              Class.forName(name, false, loader);
              found.add("found");
            } catch (ClassNotFoundException e) {
              found.add("not found");
            }
          }
          return String.join(", ", found);
        }

        public int services() {
          return (int) ServiceLoader.load(java.nio.file.spi.FileSystemProvider.class).stream()
                  .filter(each -> each.type().getName().startsWith("dev.perdure"))
                  .count()
              + (Thread.currentThread().getContextClassLoader()
                          .getResource("META-INF/services/dev.perdure.workers.spi.GuestLanguage")
                      == null
                  ? 0
                  : 1);
        }

        public String onItsOwnThread() throws InterruptedException {
          String[] told = new String[1];
          Thread thread =
              new Thread(
                  () -> {
                    try {
                      ctx.storage().put("key", "value");
                      told[0] = "kept";
                    } catch (IllegalStateException e) {
                      told[0] = e.getMessage();
                    }
                  },
                  "mine");
          thread.start();
          thread.join();
          return told[0] + " " + ctx.storage().get("key", String.class).isPresent();
        }

        public void goOn() {
          while (!stop) {
            Thread.onSpinWait();
          }
          try {
            ctx.storage().put("after", true);
            heard = "kept";
          } catch (Throwable e) {
            heard = "cut off";
          }
        }

        public boolean kept() {
          return ctx.storage().get("after", Boolean.class).isPresent();
        }

        public void exit() {
          double wide = 1e300 + calls;
          System.exit((int) (wide / 1e300));
        }

        public void exitByReference() {
          java.util.function.IntConsumer end = System::exit;
          end.accept(2);
        }

        static class Eager {
          static final int GOT = got();

          static int got() {
            Task.sleep(java.time.Duration.ofMillis(1));
            return 1;
          }
        }

        public String waitEarly() {
          try {
            return "" + Eager.GOT;
          } catch (ExceptionInInitializerError e) {
            return e.getCause().getMessage();
          }
        }

        public String ownVirtualThread() throws InterruptedException {
          String[] told = new String[1];
          Thread thread =
              Thread.ofVirtual().start(
                  () -> {
                    try {
                      Thread.sleep(1);
                      told[0] = "ran";
                    } catch (InterruptedException e) {
                      told[0] = "interrupted";
                    }
                  });
          thread.join();
          return told[0];
        }

        public int recurse() {
          return recurse() + 1;
        }

        public long tooMuch() {
          return new long[Integer.MAX_VALUE - 8].length;
        }

        public String stopIt() throws InterruptedException {
          stop = true;
          while (heard.isEmpty()) {
            Task.sleep(java.time.Duration.ofMillis(5));
          }
          return heard;
        }
      }

      class Entry extends Worker {
        @Override
        public Response fetch(Request request, Env env, ExecutionContext ctx) {
          String[] path = request.path().split("/");
          DurableObjectStub stub = env.namespace("THING").getByName(path[1]);
          try {
            Object answer =
                path.length > 3 ? stub.call(path[2], path[3]) : stub.call(path[2]);
            return Response.of(String.valueOf(answer));
          } catch (RpcException e) {
            return Response.of(e.name() + ": " + e.message() + " " + e.durableObjectReset());
          }
        }
      }
      """;

  @TempDir private static Path folder;
  private static TestHost host;

  @BeforeAll
  static void start() {
    host =
        TestProject.in(folder).file("wrangler.jsonc", CONFIG).file("src/Thing.java", CODE).start();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static String call(String path) {
    return host.fetch(path).body();
  }

  @Test
  void classesOfTheHostAreNotFound() {
    for (String name :
        new String[] {
          "dev.perdure.host.java.JavaIsolate",
          "dev.perdure.workers.spi.Isolate",
          "dev.perdure.workers.platform.Platform",
          "dev.perdure.workers.value.ValueReader",
          "org.graalvm.polyglot.Context",
          "org.sqlite.JDBC",
          "io.undertow.Undertow",
        }) {
      assertThat(call("/names/find/" + name)).as(name).isEqualTo("not found, not found");
    }
    assertThat(call("/names/find/Entry")).isEqualTo("found, found");
    assertThat(call("/names/find/dev.perdure.workers.Worker")).isEqualTo("found, found");
    assertThat(call("/names/services")).isEqualTo("0");
  }

  @Test
  void aCallOfExitIsAnErrorOfItsCaller() {
    assertThat(call("/exits/calls")).isEqualTo("1");

    assertThat(call("/exits/exit"))
        .isEqualTo("Error: A worker cannot end the process: it called System.exit(1). false");
    assertThat(call("/exits/exitByReference"))
        .isEqualTo("Error: A worker cannot end the process: it called System.exit(2). false");

    assertThat(call("/exits/calls")).isEqualTo("2");
  }

  @Test
  void theApiIsRefusedOnOtherThreads() {
    assertThat(call("/threads/onItsOwnThread"))
        .contains("does not run on this thread, 'mine'")
        .endsWith(" false");
  }

  @Test
  void whatIgnoresTheInterruptIsCutOff() {
    assertThat(call("/loop/calls")).isEqualTo("1");

    // More of them than the host has threads for guests.
    for (String name : List.of("loop", "second", "third")) {
      assertThat(call("/" + name + "/goOn"))
          .isEqualTo("Error: Durable Object exceeded its CPU time limit and was reset. true");
    }
    assertThat(call("/loop/calls")).isEqualTo("1");
    assertThat(call("/other/stopIt")).isEqualTo("cut off");

    assertThat(call("/loop/kept")).isEqualTo("false");
  }

  @Test
  void nothingIsWaitedForWhileAClassIsInitialized() {
    assertThat(call("/early/waitEarly"))
        .startsWith("Nothing can be waited for while a class is initialized");
    assertThat(call("/early/calls")).isEqualTo("1");
  }

  @Test
  void virtualThreadsOfTheWorkersOwnRun() {
    assertThat(call("/virtual/ownVirtualThread")).isEqualTo("ran");
  }

  @Test
  void whatNeedsTooMuchMemoryIsReset() {
    assertThat(call("/memory/calls")).isEqualTo("1");
    assertThat(call("/memory/calls")).isEqualTo("2");

    assertThat(call("/memory/tooMuch"))
        .isEqualTo("Error: Durable Object's isolate exceeded its memory limit and was reset. true");

    assertThat(call("/memory/calls")).isEqualTo("1");
  }

  @Test
  void aStackThatIsTooDeepIsAnErrorAsInJavaScript() {
    assertThat(call("/stack/calls")).isEqualTo("1");
    assertThat(call("/stack/recurse"))
        .isEqualTo("RangeError: Maximum call stack size exceeded false");
    assertThat(call("/stack/calls")).isEqualTo("2");
  }
}
