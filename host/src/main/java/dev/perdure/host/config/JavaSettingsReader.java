package dev.perdure.host.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads where a worker's code in Java is. */
final class JavaSettingsReader {
  private final Layers layers;
  private final Path directory;

  JavaSettingsReader(Layers layers, Path directory) {
    this.layers = layers;
    this.directory = directory;
  }

  JavaSettings read() {
    Optional<Section> found = layers.inherited("java").object("java");
    if (found.isEmpty()) {
      return JavaSettings.NONE;
    }
    Section section = found.get();
    Optional<Path> sources = folder(section, "sources", "src/main/java");
    Optional<Path> classes = folder(section, "classes", "target/classes");
    List<Path> jars = new ArrayList<>();
    List<String> names = section.strings("jars");
    for (int i = 0; i < names.size(); i++) {
      Path jar = directory.resolve(names.get(i)).normalize();
      jars.add(jar);
      if (!Files.isRegularFile(jar)) {
        section.error(
            Positions.element(section.path("jars"), i),
            "There is no archive '%s'. Build it first, or correct \"%s\".",
            names.get(i),
            section.path("jars"));
      }
    }
    Optional<String> isolation = section.oneOf("isolation", "classloader", "fenced", "context");
    if (isolation.filter("context"::equals).isPresent()) {
      section.error(
          section.path("isolation"),
          "\"%s\" cannot be 'context': Espresso 25.0.2 gives no fence against files, processes and the"
              + " network (docs/java-workers.md). Write \"fenced\", which does.",
          section.path("isolation"));
    }
    section.finish();
    return new JavaSettings(
        List.of(), sources, classes, jars, isolation.filter("fenced"::equals).isPresent());
  }

  private Optional<Path> folder(Section section, String key, String example) {
    Optional<String> name = section.string(key);
    Optional<Path> folder = name.map(text -> directory.resolve(text).normalize());
    if (folder.isPresent() && !Files.isDirectory(folder.get())) {
      section.error(
          section.path(key),
          "There is no folder '%s'. Correct \"%s\": it names a folder such as \"%s\".",
          name.get(),
          section.path(key),
          example);
    }
    return folder;
  }
}
