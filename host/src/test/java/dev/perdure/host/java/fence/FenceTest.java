package dev.perdure.host.java.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.workers.Worker;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FenceTest {
  @TempDir private Path folder;

  private Fence compiled(String source) throws IOException, URISyntaxException {
    Path file = folder.resolve("Thing.java");
    Files.writeString(
        file,
        """
        import dev.perdure.workers.*;
        import java.util.*;
        import java.util.concurrent.*;
        import java.util.function.*;
        import java.util.stream.*;
        """
            + source);
    String path = home(Worker.class) + java.io.File.pathSeparator + home(NullMarked.class);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-g",
                "-proc:none",
                "-nowarn",
                "-d",
                folder.toString(),
                "-cp",
                path,
                file.toString());
    assertThat(status).isZero();
    Map<String, byte[]> files = new HashMap<>();
    try (Stream<Path> found = Files.list(folder)) {
      for (Path each : found.filter(name -> name.toString().endsWith(".class")).toList()) {
        files.put(each.getFileName().toString(), Files.readAllBytes(each));
      }
    }
    return new Fence(files);
  }

  private static String home(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private List<String> refusedIn(String body) throws Exception {
    Fence fence =
        compiled("class Thing {\nObject run(Object given) throws Throwable {\n" + body + "\n}\n}");
    return fence.refusals("Thing").stream().map(Refusal::text).toList();
  }

  @Test
  void whatComputesIsAllowed() throws Exception {
    Fence fence =
        compiled(
            """
            public class Thing extends DurableObject implements Comparable<Thing> {
              enum Colour { RED, GREEN }
              sealed interface Shape {}
              record Circle(double radius) implements Shape {}
              record Square(double side) implements Shape {}
              static final Map<String, Integer> COUNTS = new ConcurrentHashMap<>();

              Thing(DurableObjectState ctx, Env env) { super(ctx, env); }

              double area(Shape shape) {
                return switch (shape) {
                  case Circle(double radius) when radius > 1 -> Math.PI * radius * radius;
                  case Circle circle -> circle.radius();
                  case Square square -> square.side();
                };
              }
              String name(Object value, Colour colour, String text) throws Exception {
                String first = switch (colour) { case RED -> "red"; case GREEN -> "green"; };
                String second = switch (value) { case Colour.RED -> "r"; case Integer i -> "i" + i; default -> "?"; };
                String third = switch (text) { case "a" -> "A"; default -> text.formatted(1, 'c'); };
                StringBuilder built = new StringBuilder(first).append(second).append(third);
                byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                synchronized (this) { built.append(HexFormat.of().formatHex(digest)); }
                assert built.length() > 1 : built;
                try (var out = new java.io.ByteArrayOutputStream()) { out.write(digest); }
                int[][] cells = new int[2][3];
                int[] copy = cells[0].clone();
                return built.toString() + copy.length + value.getClass().getSimpleName() + Arrays.toString(Colour.values());
              }
              List<String> words(String text) throws InterruptedException {
                Supplier<List<String>> made = ArrayList::new;
                Task<Integer> task = Task.start(() -> ctx.storage().get("n", Integer.class).orElse(0));
                Thread.sleep(1);
                COUNTS.merge("x", task.join(), Integer::sum);
                ctx.storage().put("circle", new Circle(2));
                List<String> all = made.get();
                text.lines().map(String::strip).filter(Predicate.not(String::isEmpty)).sorted(Comparator.comparing(String::length)).forEach(all::add);
                return Stream.of(all).flatMap(List::stream).collect(Collectors.groupingBy(String::length)).values().stream().flatMap(List::stream).toList();
              }
              @Override public int compareTo(Thing other) { return hashCode() - other.hashCode(); }
              @Override public void alarm(AlarmInfo info) { Console.log("now " + java.time.Instant.now() + Thread.currentThread().getName()); System.exit(1); }
            }
            class Entry extends Worker {
              @Override public Response fetch(Request request, Env env, ExecutionContext ctx) throws Exception {
                Thing own = null;
                return Response.of(String.join(", ", own == null ? List.of(request.path()) : own.words("x")));
              }
            }
            """);

    for (String name :
        List.of("Thing", "Entry", "Thing$Colour", "Thing$Shape", "Thing$Circle", "Thing$Square")) {
      assertThat(fence.refusals(name)).as(name).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
              java.nio.file.Files.readString     | return java.nio.file.Files.readString(java.nio.file.Path.of("/etc/passwd"));
              new java.io.File                   | return new java.io.File("/etc/passwd").length();
              new java.io.FileInputStream        | return new java.io.FileInputStream("/etc/passwd");
              new java.io.PrintWriter            | return new java.io.PrintWriter("out");
              new java.io.PrintStream            | return new java.io.PrintStream("out", "UTF-8");
              new java.util.Formatter            | return new Formatter("out");
              new java.util.Scanner              | return new Scanner(java.nio.file.Path.of("/etc/passwd"));
              new java.io.RandomAccessFile       | return new java.io.RandomAccessFile("out", "rw");
              new java.io.ObjectInputStream      | return new java.io.ObjectInputStream(null);
              new java.util.zip.ZipFile          | return new java.util.zip.ZipFile("a.zip");
              new java.net.Socket                | return new java.net.Socket("localhost", 22);
              java.net.URI.toURL                 | return java.net.URI.create("http://localhost").toURL();
              java.net.InetAddress.getByName     | return java.net.InetAddress.getByName("localhost");
              java.net.http.HttpClient.newHttpClient | return java.net.http.HttpClient.newHttpClient();
              java.nio.channels.SocketChannel.open | return java.nio.channels.SocketChannel.open();
              new java.lang.ProcessBuilder       | return new ProcessBuilder("id").start();
              java.lang.Runtime.getRuntime       | return Runtime.getRuntime();
              java.lang.ProcessHandle.current    | return ProcessHandle.current();
              java.lang.System.getenv            | return System.getenv("PATH");
              java.lang.System.getProperty       | return System.getProperty("user.home");
              java.lang.System.out               | System.out.println(1); return null;
              java.lang.System.load              | System.load("/lib.so"); return null;
              java.lang.Integer.getInteger       | return Integer.getInteger("sun.arch.data.model");
              new java.lang.Thread               | return new Thread(() -> {});
              java.lang.Thread.ofVirtual         | return Thread.ofVirtual();
              java.lang.Thread.getContextClassLoader | return Thread.currentThread().getContextClassLoader();
              java.util.concurrent.Executors.newCachedThreadPool | return Executors.newCachedThreadPool();
              java.util.concurrent.CompletableFuture.supplyAsync | return CompletableFuture.supplyAsync(() -> 1);
              java.util.concurrent.CompletableFuture.thenApplyAsync | return new CompletableFuture<Integer>().thenApplyAsync(x -> x);
              java.util.ArrayList.parallelStream | return new ArrayList<Integer>().parallelStream();
              java.util.stream.IntStream.parallel | return IntStream.range(0, 1).parallel();
              java.util.Arrays.parallelSort      | Arrays.parallelSort(new int[1]); return null;
              new java.util.Timer                | return new Timer();
              java.util.TimeZone.setDefault      | TimeZone.setDefault(null); return null;
              java.util.Locale.setDefault        | Locale.setDefault(Locale.ROOT); return null;
              java.lang.Class.forName            | return Class.forName("java.io.File");
              java.lang.Class.getClassLoader     | return given.getClass().getClassLoader();
              java.lang.Class.getMethods         | return given.getClass().getMethods();
              java.lang.Class.getResource        | return given.getClass().getResource("x");
              java.lang.Class.getModule          | return given.getClass().getModule();
              java.lang.ClassLoader.getSystemClassLoader | return ClassLoader.getSystemClassLoader();
              java.lang.Throwable.printStackTrace | new Throwable().printStackTrace(); return null;
          java.lang.Exception.printStackTrace | new Exception().printStackTrace(); return null;
          new java.util.zip.Deflater         | return new java.util.zip.Deflater();
          java.util.stream.Gatherers.mapConcurrent | return Gatherers.mapConcurrent(2, x -> x);
          java.lang.invoke.MethodHandles.lookup | return java.lang.invoke.MethodHandles.lookup();
              java.lang.StackWalker.getInstance  | return StackWalker.getInstance();
              java.util.ServiceLoader.load       | return ServiceLoader.load(Runnable.class);
              java.lang.foreign.Linker.nativeLinker | return java.lang.foreign.Linker.nativeLinker();
              java.util.logging.Logger.getLogger | return java.util.logging.Logger.getLogger("x");
              dev.perdure.workers.platform.Platform.current | return dev.perdure.workers.platform.Platform.current();
              java.nio.file.Path                 | return given instanceof java.nio.file.Path;
              java.nio.file.Path                 | return java.nio.file.Path.class;
              java.nio.file.Path                 | return new java.nio.file.Path[1];
              java.lang.System.getenv            | Function<String, String> read = System::getenv; return read;
              java.lang.Runtime.exit             | IntConsumer end = Runtime.getRuntime()::exit; return end;
          """)
  void whatReachesOutIsRefused(String used, String body) throws Exception {
    assertThat(refusedIn(body))
        .anySatisfy(text ->
            assertThat(text).startsWith("Thing.java:8 uses '" + used + "', which a fenced worker"));
  }

  @Test
  void refusalsTellWhatToDoInstead() throws Exception {
    assertThat(refusedIn("given.hashCode();\nreturn new java.io.File(\"a\");"))
        .containsExactly(
            "Thing.java:9 uses 'new java.io.File', which a fenced worker may not. Keep data in"
                + " 'ctx.storage()', KV or a bucket.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          class Thing extends Thread {}                     | java.lang.Thread
          class Thing extends ClassLoader {}                | java.lang.ClassLoader
          class Thing extends java.io.ObjectInputStream { Thing() throws java.io.IOException {} } | java.io.ObjectInputStream
          abstract class Thing implements java.nio.file.Path {} | java.nio.file.Path
          class Thing { native void run(); }                | native run
          class Thing { protected void finalize() {} }      | finalize
          class Thing extends Other { Object run() { return parallelStream(); } } class Other extends ArrayList<String> {} | Thing.parallelStream
          class Thing { static class Mine extends ArrayList<String> {} Object run() { return new Mine().parallelStream(); } } | Thing$Mine.parallelStream
          """)
  void whatInheritsIsLookedThroughToo(String source, String used) throws Exception {
    assertThat(compiled(source).refusals("Thing")).extracting(Refusal::used).contains(used);
  }

  @Test
  void ownBootstrapsAreRefused() {
    ClassDesc thing = ClassDesc.of("Thing");
    DirectMethodHandleDesc own =
        ConstantDescs.ofCallsiteBootstrap(thing, "link", ConstantDescs.CD_CallSite);
    DirectMethodHandleDesc field =
        ConstantDescs.ofConstantBootstrap(
            ConstantDescs.CD_ConstantBootstraps, "getStaticFinal", ConstantDescs.CD_Object);
    byte[] bytes =
        ClassFile.of()
            .build(
                thing,
                type ->
                    type.withMethodBody(
                        "run",
                        MethodTypeDesc.of(ConstantDescs.CD_void),
                        ClassFile.ACC_STATIC,
                        code ->
                            code.invokedynamic(
                                    DynamicCallSiteDesc.of(
                                        own, "x", MethodTypeDesc.of(ConstantDescs.CD_void)))
                                .loadConstant(
                                    DynamicConstantDesc.ofNamed(
                                        field, "in", ConstantDescs.CD_Object))
                                .pop()
                                .return_()));

    assertThat(new Fence(Map.of("Thing.class", bytes)).refusals("Thing"))
        .extracting(Refusal::used)
        .contains("Thing.link", "java.lang.invoke.ConstantBootstraps.getStaticFinal");
  }

  @Test
  void aClassThatTakesTheNameOfOneOfTheJdkIsNotTheWorkers() throws IOException {
    byte[] files =
        ClassFile.of()
            .build(
                ClassDesc.of("java.nio.file.Files"),
                type ->
                    type.withMethodBody(
                        "readString",
                        MethodTypeDesc.ofDescriptor("(Ljava/nio/file/Path;)Ljava/lang/String;"),
                        ClassFile.ACC_STATIC,
                        code -> code.aconst_null().areturn()));
    byte[] thing =
        ClassFile.of()
            .build(
                ClassDesc.of("Thing"),
                type ->
                    type.withMethodBody(
                        "run",
                        MethodTypeDesc.of(ConstantDescs.CD_String),
                        ClassFile.ACC_STATIC,
                        code ->
                            code.aconst_null()
                                .invokestatic(
                                    ClassDesc.of("java.nio.file.Files"),
                                    "readString",
                                    MethodTypeDesc.ofDescriptor(
                                        "(Ljava/nio/file/Path;)Ljava/lang/String;"))
                                .areturn()));
    Fence fence = new Fence(Map.of("Thing.class", thing, "java/nio/file/Files.class", files));

    assertThat(fence.refusals("Thing"))
        .extracting(Refusal::used)
        .containsExactly("java.nio.file.Files.readString");
    assertThat(fence.refusals("java.nio.file.Files")).isNotEmpty();
  }

  @Test
  void everythingOnTheListIsThere() {
    for (String name : AllowList.DEFAULT.named()) {
      assertThat(JdkClasses.find(name)).as(name).isNotNull();
    }
    AllowList.DEFAULT
        .members()
        .forEach((name, members) -> {
          Class<?> type = Objects.requireNonNull(JdkClasses.find(name), name);
          List<String> there =
              Stream.of(
                      Arrays.stream(type.getMethods()).map(each -> each.getName()),
                      Arrays.stream(type.getDeclaredMethods()).map(each -> each.getName()),
                      Arrays.stream(type.getFields()).map(each -> each.getName()),
                      Stream.of("<init>"))
                  .flatMap(each -> each)
                  .toList();
          assertThat(there)
              .as(name)
              .containsAll(members.stream().map(each -> each.replaceFirst("\\(.*", "")).toList());
        });
  }
}
