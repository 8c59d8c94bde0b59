import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks ({@code --check}) or mends ({@code --write}) the format of every Java file under a folder.
 *
 * <p>Run by the root pom in JDK 25, because google-java-format 2 needs a newer JVM than the one
 * that Maven may run in. What was found well formatted is remembered in the named file, so that a
 * second run reads only what changed.
 */
public final class Format {
  private static final Set<String> SKIPPED = Set.of("target", "node_modules");

  private Format() {}

  /** Takes the mode, the folder and the file that remembers. */
  public static void main(String[] args) throws IOException {
    boolean write = args[0].equals("--write");
    Path root = Path.of(args[1]);
    Path memory = Path.of(args[2]);
    Set<String> known =
        Files.exists(memory) ? new HashSet<>(Files.readAllLines(memory)) : new HashSet<>();
    List<Result> results =
        javaFiles(root).parallelStream().map(file -> format(file, root, known, write)).toList();

    Files.createDirectories(memory.getParent());
    Files.write(memory, results.stream().filter(Result::good).map(Result::line).toList());
    List<Result> bad = results.stream().filter(result -> !result.good()).toList();
    if (!bad.isEmpty()) {
      String files = bad.stream().map(Result::line).collect(Collectors.joining("\n  "));
      System.err.printf(
          "%d of %d Java files are not formatted as google-java-format does it:%n  %s%n%s%n",
          bad.size(), results.size(), files, "Run .ci/format to mend them.");
      System.exit(1);
    }
  }

  /** One file: whether it is fine now, and its line in the memory or in the complaint. */
  private record Result(boolean good, String line) {}

  private static Result format(Path file, Path root, Set<String> known, boolean write) {
    Path name = root.relativize(file);
    try {
      String text = Files.readString(file);
      if (known.contains(line(text, name))) {
        return new Result(true, line(text, name));
      }
      Formatter formatter = new Formatter();
      String ordered = ImportOrderer.reorderImports(text, Style.GOOGLE);
      String wanted = formatter.formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
      if (text.equals(wanted)) {
        return new Result(true, line(text, name));
      }
      if (write) {
        Files.writeString(file, wanted);
        System.out.println("formatted " + name);
        return new Result(true, line(wanted, name));
      }
      return new Result(false, name.toString());
    } catch (FormatterException e) {
      return new Result(false, name + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(String text, Path name) {
    return Integer.toHexString(text.hashCode()) + " " + text.length() + " " + name;
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean hidden = name.startsWith(".") && !name.equals(".ci") && !folder.equals(root);
            return SKIPPED.contains(name) || hidden
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
