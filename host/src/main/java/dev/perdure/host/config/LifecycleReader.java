package dev.perdure.host.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code migrations} and {@code exports}, and checks that bound classes are created. */
final class LifecycleReader {
  private static final List<String> STATES =
      List.of("created", "deleted", "renamed", "transferred", "expecting-transfer");

  private final Layers layers;
  private final boolean strict;

  LifecycleReader(Layers layers, boolean strict) {
    this.layers = layers;
    this.strict = strict;
  }

  List<Migration> migrations() {
    List<Migration> migrations = new ArrayList<>();
    Set<String> tags = new HashSet<>();
    for (Section section : layers.inherited("migrations").objects("migrations")) {
      String tag =
          section.required(
              "tag", "\"%s\" should have a string \"tag\" field.".formatted(section.path()));
      if (!tag.isEmpty() && !tags.add(tag)) {
        section.error(
            section.path("tag"),
            "The migration tag '%s' is used twice. Give each migration a tag of its own.",
            tag);
      }
      migrations.add(
          new Migration(
              tag,
              section.strings("new_classes"),
              section.strings("new_sqlite_classes"),
              section.objects("renamed_classes").stream().map(this::rename).toList(),
              section.strings("deleted_classes"),
              section.objects("transferred_classes").stream().map(this::transfer).toList()));
      section.finish();
    }
    return migrations;
  }

  private Migration.Rename rename(Section section) {
    String sentence =
        "\"%s\" should be a \"{from: string, to: string}\" object.".formatted(section.path());
    Migration.Rename rename =
        new Migration.Rename(section.required("from", sentence), section.required("to", sentence));
    section.finish();
    return rename;
  }

  private Migration.Transfer transfer(Section section) {
    String sentence =
        "\"%s\" should be a \"{from: string, from_script: string, to: string}\" object."
            .formatted(section.path());
    Migration.Transfer transfer =
        new Migration.Transfer(
            section.required("from", sentence),
            section.required("from_script", sentence),
            section.required("to", sentence));
    section.finish();
    return transfer;
  }

  Map<String, ExportEntry> exports() {
    Map<String, ExportEntry> exports = new LinkedHashMap<>();
    layers
        .inherited("exports")
        .object("exports")
        .ifPresent(all -> {
          for (String name : all.keys()) {
            all.object(name)
                .flatMap(section -> export(name, section))
                .ifPresent(entry -> exports.put(name, entry));
          }
        });
    return exports;
  }

  private Optional<ExportEntry> export(String name, Section section) {
    String type = section.string("type").orElse("");
    if (type.equals("worker")) {
      section.accept(List.of("cache"));
      section.finish();
      return Optional.of(new ExportEntry.Entrypoint());
    }
    if (!type.equals("durable-object")) {
      section.error(
          section.has("type") ? section.path("type") : section.path(),
          "\"%s\" must be \"durable-object\" or \"worker\", but got '%s'.",
          section.path("type"),
          type);
      return Optional.empty();
    }
    String state = section.string("state").orElse("created");
    Optional<ExportEntry> entry =
        switch (state) {
          case "created" -> storage(section, state).map(ExportEntry.Created::new);
          case "deleted" -> Optional.of(new ExportEntry.Deleted());
          case "renamed" -> renamed(name, section);
          case "transferred" ->
              target(section, "transferred_to", state).map(ExportEntry.Transferred::new);
          case "expecting-transfer" -> {
            Optional<String> from = target(section, "transfer_from", state);
            yield storage(section, state)
                .map(storage -> new ExportEntry.ExpectingTransfer(storage, from));
          }
          default -> {
            section.error(
                section.path("state"),
                "\"%s\" must be one of \"%s\" but got '%s'.",
                section.path("state"),
                String.join("\", \"", STATES),
                state);
            yield Optional.empty();
          }
        };
    forbid(section, state);
    return entry;
  }

  private static Optional<ExportEntry> renamed(String name, Section section) {
    Optional<String> to = target(section, "renamed_to", "renamed");
    if (to.isPresent() && to.get().equals(name)) {
      section.error(
          section.path("renamed_to"),
          "\"%s\" cannot equal the source class name '%s'. Write the new name.",
          section.path("renamed_to"),
          name);
    }
    return to.map(ExportEntry.Renamed::new);
  }

  private static Optional<String> target(Section section, String key, String state) {
    Optional<String> value = section.string(key).filter(text -> !text.isEmpty());
    if (value.isEmpty()) {
      section.error(
          section.path(),
          "\"%s\" is required for state \"%s\" and must be a non-empty string.",
          section.path(key),
          state);
    }
    return value;
  }

  private static Optional<ExportEntry.Storage> storage(Section section, String state) {
    String storage = section.string("storage").orElse("");
    switch (storage) {
      case "sqlite":
        return Optional.of(ExportEntry.Storage.SQLITE);
      case "legacy-kv":
        return Optional.of(ExportEntry.Storage.LEGACY_KV);
      default:
        section.error(
            section.has("storage") ? section.path("storage") : section.path(),
            "\"%s\" is required for state \"%s\" and must be one of \"sqlite\" and \"legacy-kv\","
                + " but got '%s'.",
            section.path("storage"),
            state,
            storage);
        return Optional.empty();
    }
  }

  private static void forbid(Section section, String state) {
    Set<String> allowed = new LinkedHashSet<>(List.of("type", "state"));
    switch (state) {
      case "created" -> allowed.addAll(List.of("storage", "container"));
      case "renamed" -> allowed.add("renamed_to");
      case "transferred" -> allowed.add("transferred_to");
      case "expecting-transfer" -> allowed.addAll(List.of("storage", "transfer_from", "container"));
      default -> {}
    }
    for (String key : section.keys()) {
      if (!allowed.contains(key) && STATES.contains(state)) {
        section.error(
            section.path(key),
            "\"%s\" is forbidden on state \"%s\". Allowed properties are: %s.",
            section.path(key),
            state,
            String.join(", ", allowed));
      }
    }
  }

  /** Reports classes of this worker that are bound and that nothing creates. */
  void check(
      List<Bindings.DurableObject> bound,
      List<Migration> migrations,
      Map<String, ExportEntry> exports) {
    Section where = layers.inherited("migrations");
    if (!migrations.isEmpty()
        && exports.values().stream().anyMatch(e -> !(e instanceof ExportEntry.Entrypoint))) {
      where.error(
          where.path("migrations"),
          "\"migrations\" and \"exports\" are mutually exclusive. Choose one or the other to"
              + " declare your Durable Object lifecycle, but not both.");
    }
    Set<String> created = created(migrations);
    exports.forEach((name, entry) -> {
      if (entry instanceof ExportEntry.Created || entry instanceof ExportEntry.ExpectingTransfer) {
        created.add(name);
      }
    });
    Section objects = layers.own("durable_objects");
    for (Bindings.DurableObject binding : bound) {
      String name = binding.className();
      if (binding.scriptName().isEmpty() && !name.isEmpty() && created.add(name)) {
        String message = missing(name, where.source().toml(), migrations.size() + 1);
        if (strict) {
          objects.error(objects.path("durable_objects"), "%s", message);
        } else {
          objects.warn(objects.path("durable_objects"), "%s", message);
        }
      }
    }
  }

  private static String missing(String name, boolean toml, int number) {
    String add =
        toml
            ? "[[migrations]] tag = \"v%d\" new_sqlite_classes = [\"%s\"]"
            : "\"migrations\": [{ \"tag\": \"v%d\", \"new_sqlite_classes\": [\"%s\"] }]";
    return ("The Durable Object class '%s' is bound, but no migration creates it. This may not work"
            + " as expected until you add "
            + add
            + ".")
        .formatted(name, number, name);
  }

  private static Set<String> created(List<Migration> migrations) {
    Set<String> created = new HashSet<>();
    for (Migration migration : migrations) {
      created.addAll(migration.newClasses());
      created.addAll(migration.newSqliteClasses());
      migration.transferredClasses().forEach(transfer -> created.add(transfer.to()));
      migration.deletedClasses().forEach(created::remove);
      for (Migration.Rename rename : migration.renamedClasses()) {
        created.remove(rename.from());
        created.add(rename.to());
      }
    }
    return created;
  }
}
