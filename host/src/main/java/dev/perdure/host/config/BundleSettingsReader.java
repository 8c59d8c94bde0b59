package dev.perdure.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how a worker's source becomes modules. */
final class BundleSettingsReader {
  private final Layers layers;
  private final Path directory;

  BundleSettingsReader(Layers layers, Path directory) {
    this.layers = layers;
    this.directory = directory;
  }

  BundleSettings read() {
    return new BundleSettings(
        build(),
        rules(),
        flag("find_additional_modules", false),
        string("base_dir").map(this::resolve),
        flag("no_bundle", false),
        flag("preserve_file_names", false),
        flag("minify", false),
        flag("keep_names", true),
        defines(),
        layers.top().stringMap("alias"),
        string("tsconfig").map(this::resolve),
        string("jsx_factory"),
        string("jsx_fragment"),
        new JavaSettingsReader(layers, directory).read());
  }

  private Optional<BundleSettings.BuildCommand> build() {
    Optional<Section> found = layers.inherited("build").object("build");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Section section = found.get();
    Optional<String> command = section.string("command");
    Path cwd = section.string("cwd").map(this::resolve).orElse(directory);
    boolean many = section.raw("watch_dir").filter(JsonNode::isArray).isPresent();
    List<String> watched =
        many ? section.strings("watch_dir") : List.of(section.string("watch_dir").orElse("./src"));
    if (section.has("upload")) {
      section.error(
          section.path("upload"),
          "The field \"build.upload\" is no longer used. Set \"main\" and \"rules\" at the top"
              + " level instead.");
      section.accept(List.of("upload"));
    }
    section.finish();
    return command.map(text ->
        new BundleSettings.BuildCommand(text, cwd, watched.stream().map(this::resolve).toList()));
  }

  private List<BundleSettings.Rule> rules() {
    List<BundleSettings.Rule> rules = new ArrayList<>();
    for (Section section : layers.inherited("rules").objects("rules")) {
      String[] names =
          Arrays.stream(BundleSettings.RuleType.values())
              .map(BundleSettings.RuleType::configName)
              .toArray(String[]::new);
      if (!section.has("type")) {
        section.error(
            section.path(),
            "bindings should have a string \"type\" field, which contains one of \"%s\".",
            String.join("\", \"", names));
      }
      Optional<String> type = section.oneOf("type", names);
      List<String> globs = section.strings("globs");
      if (!section.has("globs")) {
        section.error(
            section.path(),
            "Expected \"%s\" to be of type string array but it is missing. Add globs ="
                + " [\"**/*.txt\"].",
            section.path("globs"));
      }
      Optional<Boolean> fallthrough = section.bool("fallthrough");
      section.finish();
      Arrays.stream(BundleSettings.RuleType.values())
          .filter(known -> type.filter(known.configName()::equals).isPresent())
          .forEach(known -> rules.add(new BundleSettings.Rule(known, globs, fallthrough)));
    }
    return rules;
  }

  private Map<String, String> defines() {
    return new LinkedHashMap<>(layers.own("define").stringMap("define"));
  }

  private boolean flag(String key, boolean otherwise) {
    return layers.inherited(key).bool(key).orElse(otherwise);
  }

  private Optional<String> string(String key) {
    return layers.inherited(key).string(key);
  }

  private Path resolve(String path) {
    return directory.resolve(path).normalize();
  }
}
