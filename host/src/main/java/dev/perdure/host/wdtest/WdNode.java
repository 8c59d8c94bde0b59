package dev.perdure.host.wdtest;

import dev.perdure.host.wdtest.CapnpText.Constant;
import dev.perdure.host.wdtest.CapnpText.Embed;
import dev.perdure.host.wdtest.CapnpText.Name;
import dev.perdure.host.wdtest.CapnpText.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A value of a configuration, with references followed and files read.
 *
 * @param where what the value is, for people
 */
record WdNode(Path file, Map<String, Constant> constants, Object value, String where) {
  WdNode {
    while (value instanceof Reference reference) {
      Constant constant = constants.get(reference.name());
      if (constant == null) {
        throw new WdConfigException(
            "%s: '%s' refers to '%s', which the file does not define."
                .formatted(file, where, reference.name()));
      }
      value = constant.value();
    }
  }

  private WdNode of(Object child, String name) {
    return new WdNode(file, constants, child, name);
  }

  private Map<?, ?> struct() {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw fault("is no struct");
  }

  /** Whether this is a struct. */
  boolean isStruct() {
    return value instanceof Map;
  }

  /** The names of the fields that are set. */
  Set<?> fields() {
    return struct().keySet();
  }

  boolean has(String field) {
    return struct().containsKey(field);
  }

  Optional<WdNode> field(String name) {
    Object child = struct().get(name);
    return child == null ? Optional.empty() : Optional.of(of(child, where + "." + name));
  }

  WdNode required(String name) {
    return field(name).orElseThrow(() -> fault("has no '" + name + "'"));
  }

  /** The items of a list; of one that is not set, none. */
  List<WdNode> items(String name) {
    return field(name).stream().flatMap(list -> list.items().stream()).toList();
  }

  private List<WdNode> items() {
    if (value instanceof List<?> list) {
      return list.stream().map(item -> of(item, where)).toList();
    }
    throw fault("is no list");
  }

  /** A text, written down or in a file. */
  String text() {
    return switch (value) {
      case String text -> text;
      case Embed embed -> new String(embedded(embed), StandardCharsets.UTF_8);
      case Name name -> name.text();
      default -> throw fault("is no text");
    };
  }

  /** Bytes, written down or in a file. */
  byte[] bytes() {
    return switch (value) {
      case byte[] data -> data;
      case String text -> text.getBytes(StandardCharsets.UTF_8);
      case Embed embed -> embedded(embed);
      default -> throw fault("is no data");
    };
  }

  boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  /** The name of the file that this is the content of. */
  Optional<Path> embeddedFile() {
    return value instanceof Embed embed ? Optional.of(found(embed)) : Optional.empty();
  }

  private byte[] embedded(Embed embed) {
    try {
      return Files.readAllBytes(found(embed));
    } catch (IOException e) {
      throw new WdConfigException(
          "%s: '%s' embeds '%s', which cannot be read: %s."
              .formatted(file, where, embed.path(), e.getMessage()),
          e);
    }
  }

  /** The file, or the TypeScript that a build would make it of. */
  private Path found(Embed embed) {
    Path path = file.resolveSibling(embed.path());
    if (!Files.exists(path) && embed.path().endsWith(".js")) {
      Path source = file.resolveSibling(embed.path().replaceFirst("js$", "ts"));
      return Files.exists(source) ? source : path;
    }
    return path;
  }

  WdConfigException fault(String what) {
    return new WdConfigException("%s: '%s' %s.".formatted(file, where, what));
  }
}
