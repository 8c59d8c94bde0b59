package dev.perdure.host.bundle;

import dev.perdure.workers.DurableObject;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Compiles sources in this process, into memory, against the JDK and the API of workers. */
final class JavaCompile {
  private static final String API = DurableObject.class.getPackageName();
  private static final List<String> OPTIONS =
      List.of("-proc:none", "-g", "-parameters", "-Xlint:none", "-implicit:class");

  private final Path directory;
  private final List<Path> libraries;

  JavaCompile(Path directory, List<Path> libraries) {
    this.directory = directory;
    this.libraries = libraries;
  }

  /** The class files by their names. */
  Map<String, byte[]> compile(List<Path> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw BundleException.of(
          "This Java, '%s', has no compiler. Start Perdure by its launcher, ./perdure, or with a whole JDK 25."
              .formatted(System.getProperty("java.home")));
    }
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager standard =
            compiler.getStandardFileManager(found, Locale.ENGLISH, StandardCharsets.UTF_8);
        Memory memory = new Memory(standard)) {
      standard.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath());
      standard.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
      boolean good =
          compiler
              .getTask(
                  null, memory, found, OPTIONS, null, standard.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!good) {
        throw failed(found.getDiagnostics(), sources);
      }
      return memory.classFiles();
    } catch (IOException e) {
      throw BundleException.causedBy(e, "Sources cannot be compiled: " + e.getMessage());
    }
  }

  private List<Path> classPath() {
    List<Path> path = new ArrayList<>(libraries);
    path.add(home(DurableObject.class));
    path.add(home(NullMarked.class));
    return path;
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private BundleException failed(
      List<Diagnostic<? extends JavaFileObject>> found, List<Path> sources) {
    List<BundleMessage> errors = new ArrayList<>();
    Set<Path> inputs = new HashSet<>(sources);
    for (Diagnostic<? extends JavaFileObject> each : found) {
      if (each.getKind() == Diagnostic.Kind.ERROR) {
        errors.add(new BundleMessage(each.getMessage(Locale.ENGLISH), location(each), List.of()));
      }
    }
    return BundleException.inSources(errors, inputs);
  }

  private Optional<BundleMessage.Location> location(Diagnostic<? extends JavaFileObject> error) {
    JavaFileObject source = error.getSource();
    if (source == null || error.getLineNumber() == Diagnostic.NOPOS) {
      return Optional.empty();
    }
    Path file = Path.of(source.toUri());
    int line = (int) error.getLineNumber();
    return Optional.of(
        new BundleMessage.Location(
            directory.relativize(file).toString().replace(File.separatorChar, '/'),
            line,
            (int) error.getColumnNumber(),
            (int) Math.max(1, error.getEndPosition() - error.getStartPosition()),
            line(file, line)));
  }

  private static String line(Path file, int number) {
    try {
      return Files.readAllLines(file).stream().skip(number - 1L).findFirst().orElse("");
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }

  /** Keeps what is compiled, and shows of the host only the API. */
  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

    Memory(JavaFileManager standard) {
      super(standard);
    }

    Map<String, byte[]> classFiles() {
      Map<String, byte[]> files = new TreeMap<>();
      written.forEach((name, bytes) -> files.put(name, bytes.toByteArray()));
      return files;
    }

    @Override
    public Iterable<JavaFileObject> list(
        Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
        throws IOException {
      boolean hidden =
          location == StandardLocation.CLASS_PATH
              && packageName.startsWith("dev.perdure.")
              && !packageName.equals(API);
      return hidden ? List.of() : super.list(location, packageName, kinds, recurse);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location,
        String className,
        JavaFileObject.Kind kind,
        @Nullable FileObject sibling) {
      String name = className.replace('.', '/') + kind.extension;
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      written.put(name, out);
      return new SimpleJavaFileObject(URI.create("memory:///" + name.replace("$", "%24")), kind) {
        @Override
        public OutputStream openOutputStream() {
          return out;
        }
      };
    }
  }
}
