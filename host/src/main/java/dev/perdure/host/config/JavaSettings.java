package dev.perdure.host.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a worker's code in Java is.
 *
 * @param files sources on their own
 * @param sources a folder of sources
 * @param classes a folder of class files, such as Maven's {@code target/classes}
 * @param jars archives of class files, the worker's own or libraries
 * @param fenced whether the code may use only what reaches nothing but its bindings
 */
public record JavaSettings(
    List<Path> files,
    Optional<Path> sources,
    Optional<Path> classes,
    List<Path> jars,
    boolean fenced) {
  /** Copies the lists. */
  public JavaSettings {
    files = List.copyOf(files);
    jars = List.copyOf(jars);
  }

  /** No code but what {@code main} names. */
  public static final JavaSettings NONE =
      new JavaSettings(List.of(), Optional.empty(), Optional.empty(), List.of(), false);

  /** Whether nothing is named. */
  public boolean isEmpty() {
    return files.isEmpty() && sources.isEmpty() && classes.isEmpty() && jars.isEmpty();
  }

  /**
   * The code of a worker together with one more file, which tests it.
   *
   * @param main what the worker's {@code main} names
   */
  public JavaSettings with(Path test, Path main) {
    boolean loose = sources.isEmpty() && main.toString().endsWith(".java");
    return new JavaSettings(
        List.of(test),
        loose ? Optional.ofNullable(main.getParent()) : sources,
        classes,
        jars,
        fenced);
  }

  /** The folders that code is in. */
  public List<Path> folders() {
    return Stream.concat(sources.stream(), classes.stream()).toList();
  }

  /** Whether {@code main} is Java: a source file, or an archive of class files. */
  public static boolean isJava(Path main) {
    String name = main.toString();
    return name.endsWith(".java") || name.endsWith(".jar");
  }
}
