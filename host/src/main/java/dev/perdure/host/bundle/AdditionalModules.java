package dev.perdure.host.bundle;

import dev.perdure.host.config.BundleSettings.Rule;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Finds all files below a folder that match the module rules. */
final class AdditionalModules {
  private static final Set<String> SKIPPED_FOLDERS = Set.of(".wrangler", ".git");

  private AdditionalModules() {}

  /** The modules by file, named relative to {@code root}; the files in {@code except} are not. */
  static Map<Path, BundledModule> find(Path root, ModuleRules rules, Set<Path> except) {
    Map<Path, BundledModule> found = new LinkedHashMap<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              Path name = folder.getFileName();
              return name != null && SKIPPED_FOLDERS.contains(name.toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              String name = root.relativize(file).toString().replace('\\', '/');
              for (Rule rule : rules.active()) {
                if (!except.contains(file) && matches(rule, name)) {
                  found.put(
                      file,
                      new BundledModule(name, ModuleRules.type(rule), Files.readAllBytes(file)));
                  break;
                }
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw BundleException.causedBy(
          e,
          "The additional modules in '%s' cannot be read: %s. Check the folder's permissions."
              .formatted(root, e.getMessage()));
    }
    return found;
  }

  private static boolean matches(Rule rule, String name) {
    return rule.globs().stream().anyMatch(glob -> Glob.forFiles(glob).matcher(name).matches());
  }
}
