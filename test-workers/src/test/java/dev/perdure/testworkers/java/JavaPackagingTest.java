package dev.perdure.testworkers.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestProject;
import dev.perdure.workers.Worker;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that another compiler has built: archives, folders of classes, libraries. */
class JavaPackagingTest {
  private static final String WORKER =
      """
      package shop;

      import dev.perdure.workers.*;

      public class Shop extends Worker {
        @Override
        public Response fetch(Request request, Env env, ExecutionContext ctx) throws Exception {
          if (request.path().equals("/resource")) {
            try (var in = Shop.class.getResourceAsStream("/shop/greeting.txt")) {
              return Response.of(in == null ? "missing" : new String(in.readAllBytes()));
            }
          }
          int count = env.namespace("TILLS", Sells.class).getByName("one").sell();
          return Response.of("sold " + count);
        }
      }
      """;

  private static final String OBJECT =
      """
      package shop;

      import dev.perdure.workers.*;

      interface Sells {
        int sell();
      }

      public class Till extends DurableObject implements Sells {
        public Till(DurableObjectState ctx, Env env) {
          super(ctx, env);
        }

        @Override
        public int sell() {
          int sold = ctx.storage().get("sold", Integer.class).orElse(0) + 1;
          ctx.storage().put("sold", sold);
          return sold;
        }
      }
      """;

  private static final String LIBRARY =
      """
      package library;

      public class Greeting {
        public static String text() {
          return "from the library";
        }
      }
      """;

  @TempDir private Path folder;

  /** Compiles with the compiler's own program, as Maven would. */
  private Path classes(String name, String... sources) throws IOException, URISyntaxException {
    Path from = Files.createDirectories(folder.resolve(name + "-sources"));
    Path into = Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < sources.length; i += 2) {
      Files.writeString(from.resolve(sources[i] + ".java"), sources[i + 1]);
    }
    Path api = Path.of(Worker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter told = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> all = Files.list(from)) {
      List<String> options =
          List.of("-proc:none", "-cp", api.toString(), "-d", into.toString(), "-parameters");
      boolean good =
          compiler
              .getTask(
                  told, files, null, options, null, files.getJavaFileObjectsFromPaths(all.toList()))
              .call();
      assertThat(good).as(told.toString()).isTrue();
    }
    return into;
  }

  private Path jar(String name, Path classes) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> all = Files.walk(classes)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
    return jar;
  }

  private Path shop() throws IOException, URISyntaxException {
    Path classes = classes("target/classes", "Shop", WORKER, "Till", OBJECT);
    Files.writeString(
        classes.resolve("shop/greeting.txt"), "from the archive", StandardCharsets.UTF_8);
    return classes;
  }

  private TestHost host(String code) {
    return TestProject.in(folder)
        .file(
            "wrangler.jsonc",
            """
            {
              "name": "shop",
              %s,
              "compatibility_date": "2026-08-01",
              "durable_objects": { "bindings": [{ "name": "TILLS", "class_name": "Till" }] },
              "migrations": [{ "tag": "v1", "new_sqlite_classes": ["Till"] }]
            }
            """
                .formatted(code))
        .host();
  }

  private static void assertSells(TestHost started) {
    try (TestHost host = started.start()) {
      assertThat(host.fetch("/").body()).isEqualTo("sold 1");
      assertThat(host.fetch("/").body()).isEqualTo("sold 2");
      assertThat(host.fetch("/resource").body()).isEqualTo("from the archive");
    }
  }

  @Test
  void anArchiveIsAWorker() throws Exception {
    jar("target/shop.jar", shop());

    assertSells(host("\"main\": \"target/shop.jar\""));
  }

  @Test
  void aFolderOfClassesIsAWorker() throws Exception {
    shop();

    assertSells(host("\"java\": { \"classes\": \"target/classes\" }"));
    assertSells(
        host("\"main\": \"target/classes\", \"java\": { \"classes\": \"target/classes\" }"));
  }

  @Test
  void anArchiveServesBesideJavaScript() throws Exception {
    jar("shop.jar", shop());
    Files.writeString(
        folder.resolve("index.js"),
        "export default { fetch: (request, env) => env.TILLS.getByName('js').sell()"
            + ".then((sold) => new Response('js sold ' + sold)) };");

    try (TestHost host =
        host("\"main\": \"index.js\", \"java\": { \"jars\": [\"shop.jar\"] }").start()) {
      assertThat(host.fetch("/").body()).isEqualTo("js sold 1");
    }
  }

  @Test
  void sourcesUseALibrary() throws Exception {
    jar("greeting.jar", classes("library", "Greeting", LIBRARY));
    Files.createDirectories(folder.resolve("src"));
    Files.writeString(
        folder.resolve("src/Main.java"),
        """
        import dev.perdure.workers.*;

        public class Main extends Worker {
          @Override
          public Response fetch(Request request, Env env, ExecutionContext ctx) {
            return Response.of(library.Greeting.text());
          }
        }
        """);
    TestProject project =
        TestProject.in(folder)
            .file(
                "wrangler.jsonc",
                """
                {
                  "name": "greets",
                  "main": "src/Main.java",
                  "java": { "jars": ["greeting.jar"] },
                  "compatibility_date": "2026-08-01"
                }
                """);

    try (TestHost host = project.start()) {
      assertThat(host.fetch("/").body()).isEqualTo("from the library");
    }
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThatThrownBy(host("\"main\": \"target/none.jar\"")::start)
        .hasMessageContaining("none.jar");
    assertThatThrownBy(host("\"java\": { \"classes\": \"target/none\" }")::start)
        .hasMessageContaining("There is no folder 'target/none'");
    assertThatThrownBy(host("\"main\": \"a.js\", \"java\": { \"jars\": [\"none.jar\"] }")::start)
        .hasMessageContaining("There is no archive 'none.jar'");
  }
}
