package dev.perdure.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers the variables of one worker: {@code vars}, then local files, then the command line.
 *
 * <p>Local files are {@code .dev.vars.ENV}, else {@code .dev.vars}, else the {@code .env} files
 * together, as wrangler's {@code dev/dev-vars.ts} has it.
 */
final class VariablesReader {
  private final ConfigRequest request;
  private final Faults faults;
  private final Set<Path> watched;

  VariablesReader(ConfigRequest request, Faults faults, Set<Path> watched) {
    this.request = request;
    this.faults = faults;
    this.watched = watched;
  }

  Map<String, Variable> read(
      Optional<Layers> layers, Path directory, Optional<String> environment) {
    Map<String, Variable> result = new LinkedHashMap<>();
    layers.ifPresent(found -> configured(found, result));
    Optional<List<String>> secrets = layers.flatMap(VariablesReader::requiredSecrets);
    Map<String, String> local = local(directory, environment, secrets.isPresent());
    local.forEach((key, value) -> {
      boolean wanted = secrets.isEmpty() || result.containsKey(key) || secrets.get().contains(key);
      if (wanted) {
        result.put(key, new Variable.Secret(value));
      }
    });
    List<String> missing =
        secrets.orElse(List.of()).stream().filter(key -> !local.containsKey(key)).toList();
    if (!missing.isEmpty()) {
      faults.warn(
          Fault.Place.of(directory.resolve(".dev.vars")),
          ("Missing required secrets: '%s'. Add them to .dev.vars, .env, or set as environment"
                  + " variables.")
              .formatted(String.join("', '", missing)));
    }
    overrides(result);
    return result;
  }

  private static Optional<List<String>> requiredSecrets(Layers layers) {
    return layers
        .own("secrets")
        .object("secrets")
        .map(section -> {
          List<String> required = section.strings("required");
          section.finish();
          return required;
        });
  }

  private void configured(Layers layers, Map<String, Variable> result) {
    Optional<Section> vars = layers.own("vars").object("vars");
    if (vars.isEmpty()) {
      return;
    }
    Section section = vars.get();
    for (String key : section.keys()) {
      Optional<JsonNode> value = section.raw(key);
      if (value.isPresent() && value.get().getNodeType() == JsonNodeType.POJO) {
        section.error(
            section.path(key),
            "The field \"%s\" is a TOML date, which is not supported. Please use a string instead:"
                + " %s = \"%s\".",
            section.path(key),
            key,
            value.get().asText());
      } else if (value.isPresent() && value.get().isTextual()) {
        result.put(key, new Variable.Text(value.get().textValue()));
      } else {
        result.put(key, new Variable.Json(value.map(JsonNode::toString).orElse("null")));
      }
    }
  }

  private Map<String, String> local(
      Path directory, Optional<String> environment, boolean processToo) {
    List<Path> devVars = new ArrayList<>();
    environment.ifPresent(name -> devVars.add(directory.resolve(".dev.vars." + name)));
    devVars.add(directory.resolve(".dev.vars"));
    for (Path file : devVars) {
      Optional<String> text = text(file);
      if (text.isPresent()) {
        return DotEnv.parse(text.get());
      }
    }
    if (flag("CLOUDFLARE_LOAD_DEV_VARS_FROM_DOT_ENV", true)) {
      return dotEnv(directory, environment, processToo);
    }
    return Map.of();
  }

  private Map<String, String> dotEnv(
      Path directory, Optional<String> environment, boolean processToo) {
    List<String> names = new ArrayList<>(List.of(".env", ".env.local"));
    environment.ifPresent(name -> names.addAll(List.of(".env." + name, ".env." + name + ".local")));
    Map<String, String> merged = new LinkedHashMap<>();
    for (String name : names) {
      text(directory.resolve(name)).ifPresent(text -> merged.putAll(DotEnv.parse(text)));
    }
    boolean process = processToo || flag("CLOUDFLARE_INCLUDE_PROCESS_ENV", false);
    Map<String, String> outer = process ? request.processEnvironment() : Map.of();
    Map<String, String> result = new LinkedHashMap<>(outer);
    result.putAll(DotEnv.expand(merged, outer));
    return result;
  }

  private boolean flag(String name, boolean otherwise) {
    String value = request.processEnvironment().get(name);
    return value == null ? otherwise : value.equalsIgnoreCase("true");
  }

  private Optional<String> text(Path file) {
    watched.add(file);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file));
    } catch (MalformedInputException e) {
      faults.error(Fault.Place.of(file), "The file is not UTF-8 text. Save it as UTF-8.");
    } catch (IOException e) {
      faults.error(
          Fault.Place.of(file),
          "The file cannot be read: '%s'. Check its permissions.".formatted(e.getMessage()));
    }
    return Optional.empty();
  }

  private void overrides(Map<String, Variable> result) {
    for (String pair : request.vars()) {
      int colon = pair.indexOf(':');
      if (colon <= 0) {
        faults.error(
            new Fault.Place("--var", 0, 0),
            "A variable is written as KEY:VALUE, but got '%s'. Write --var NAME:value."
                .formatted(pair));
      } else {
        result.put(pair.substring(0, colon), new Variable.Text(pair.substring(colon + 1)));
      }
    }
  }
}
