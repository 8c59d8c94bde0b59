package dev.perdure.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the configuration files of a session, where wrangler would find them. */
final class ConfigLookup {
  private static final List<String> NAMES =
      List.of("wrangler.json", "wrangler.jsonc", "wrangler.toml");
  private static final Path DEPLOY_CONFIG = Path.of(".wrangler", "deploy", "config.json");

  private final Set<Path> watched;

  ConfigLookup(Set<Path> watched) {
    this.watched = watched;
  }

  /**
   * One worker to read.
   *
   * @param file the file to read, when there is one
   * @param directory the project's folder
   * @param script the entry module that the command line named
   * @param redirected whether {@code file} was generated from the user's configuration
   */
  record Found(Optional<Path> file, Path directory, Optional<Path> script, boolean redirected) {}

  List<Found> find(ConfigRequest request) {
    Path working = request.workingDirectory().toAbsolutePath().normalize();
    Optional<Path> target = request.target().map(path -> working.resolve(path).normalize());
    boolean folder = target.isPresent() && Files.isDirectory(target.get());
    if (target.isPresent() && !Files.exists(target.get())) {
      throw ConfigException.of(
          Fault.Place.of(target.get()),
          "There is no folder or script '%s'. Name a project's folder or a worker's script."
              .formatted(request.target().get()));
    }
    Optional<Path> script = folder ? Optional.empty() : target;
    if (!request.configs().isEmpty()) {
      return named(request.configs(), folder ? target.get() : working, script);
    }
    Path start = folder ? target.get() : script.map(path -> parent(path, working)).orElse(working);
    return List.of(upward(start, script));
  }

  private List<Found> named(List<Path> configs, Path base, Optional<Path> script) {
    List<Found> found = new ArrayList<>();
    for (Path config : configs) {
      Path file = base.resolve(config).normalize();
      if (Files.isDirectory(file)) {
        found.add(upward(file, Optional.empty()));
      } else {
        watched.add(file);
        found.add(
            new Found(
                Optional.of(file),
                parent(file, base),
                found.isEmpty() ? script : Optional.empty(),
                false));
      }
    }
    return found;
  }

  private Found upward(Path start, Optional<Path> script) {
    Optional<Path> user =
        NAMES.stream().flatMap(name -> search(start, Path.of(name)).stream()).findFirst();
    Optional<Path> deploy = search(start, DEPLOY_CONFIG);
    Path directory = user.map(file -> parent(file, start)).orElse(start);
    user.ifPresentOrElse(
        watched::add, () -> NAMES.forEach(name -> watched.add(start.resolve(name))));
    if (deploy.isPresent() && script.isEmpty()) {
      watched.add(deploy.get());
      return new Found(
          Optional.of(redirect(deploy.get(), user)), directory, Optional.empty(), true);
    }
    return new Found(user, directory, script, false);
  }

  private Path redirect(Path deploy, Optional<Path> user) {
    JsonNode path = ConfigSource.read(deploy).root().path("configPath");
    if (!path.isTextual()) {
      throw ConfigException.of(
          Fault.Place.of(deploy),
          "A deploy configuration file was found, but the required \"configPath\" property was not"
              + " found in it. Run the project's build again, or delete the file.");
    }
    Path file = parent(deploy, deploy).resolve(path.textValue()).normalize();
    if (!Files.exists(file)) {
      throw ConfigException.of(
          Fault.Place.of(deploy),
          ("There is a deploy configuration, but the redirected configuration path it points to,"
                  + " '%s', does not exist. Run the project's build again, or delete the file.")
              .formatted(file));
    }
    if (user.isPresent() && !parent(user.get(), deploy).resolve(DEPLOY_CONFIG).equals(deploy)) {
      throw ConfigException.of(
          Fault.Place.of(user.get()),
          ("Found both a user configuration file at '%s' and a deploy configuration file at '%s'."
                  + " But these do not share the same base path so it is not clear which should be"
                  + " used: name one with -c.")
              .formatted(user.get(), deploy));
    }
    watched.add(file);
    return file;
  }

  private static Optional<Path> search(Path start, Path name) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static Path parent(Path file, Path otherwise) {
    Path parent = file.getParent();
    return parent == null ? otherwise : parent;
  }
}
