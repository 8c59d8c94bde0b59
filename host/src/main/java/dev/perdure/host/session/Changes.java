package dev.perdure.host.session;

import dev.perdure.host.bundle.LiveProject;
import java.nio.file.Path;
import java.util.List;

/** Names what was changed. */
final class Changes {
  private static final int MOST = 3;

  private Changes() {}

  static String describe(LiveProject.Build build) {
    Path folder = build.configuration().main().directory();
    List<String> names =
        build.changed().stream()
            .map(file ->
                file.startsWith(folder) ? folder.relativize(file).toString() : file.toString())
            .sorted()
            .toList();
    return names.size() <= MOST
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST)) + " and " + (names.size() - MOST) + " more";
  }
}
