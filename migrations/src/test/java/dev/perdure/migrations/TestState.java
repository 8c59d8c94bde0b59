package dev.perdure.migrations;

import dev.perdure.storage.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A state folder and the configurations that it meets one after another. */
final class TestState {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));

  private final Path root;
  private final Map<String, Lifecycle> lifecycles = new LinkedHashMap<>();
  private final Map<String, Set<String>> code = new LinkedHashMap<>();
  private final List<Declaration.Reference> references = new ArrayList<>();

  TestState(Path root) {
    this.root = root;
  }

  TestState tagged(String worker, Lifecycle.Entry... entries) {
    lifecycles.put(worker, new Lifecycle.Migrations(List.of(entries)));
    return this;
  }

  TestState exports(String worker, Map<String, Lifecycle.State> classes) {
    lifecycles.put(worker, new Lifecycle.Exports(classes));
    return this;
  }

  TestState code(String worker, String... classes) {
    code.put(worker, Set.of(classes));
    return this;
  }

  TestState bound(String worker, String binding, String className) {
    references.add(new Declaration.Reference(worker, binding, className));
    return this;
  }

  TestState unbound() {
    references.clear();
    return this;
  }

  TestState without(String worker) {
    lifecycles.remove(worker);
    return this;
  }

  static Lifecycle.Entry tag(String tag, ClassStep... steps) {
    return new Lifecycle.Entry(tag, Arrays.asList(steps));
  }

  static ClassStep sqlite(String name) {
    return new ClassStep.Create(name, true);
  }

  static ClassStep keyValue(String name) {
    return new ClassStep.Create(name, false);
  }

  static ClassStep rename(String from, String to) {
    return new ClassStep.Rename(from, to);
  }

  static ClassStep delete(String name) {
    return new ClassStep.Delete(name);
  }

  static ClassStep transfer(String worker, String from, String to) {
    return new ClassStep.Transfer(worker, from, to);
  }

  /** Objects in a folder, which differ by number. */
  TestState objects(String key, int count) {
    for (int i = 0; i < count; i++) {
      write("do/" + key + "/" + id(i) + ".sqlite");
    }
    return this;
  }

  static String id(int number) {
    return "%064x".formatted(number);
  }

  TestState write(String file) {
    try {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, file);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> files(String folder) {
    Path path = root.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(path)) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Declaration> declarations() {
    return lifecycles.entrySet().stream()
        .map(each ->
            new Declaration(
                each.getKey(),
                each.getValue(),
                Optional.ofNullable(code.get(each.getKey())),
                references.stream()
                    .filter(reference -> reference.binding().startsWith(each.getKey() + "."))
                    .toList()))
        .toList();
  }

  /** What would be done now. */
  Reconciliation plan() {
    try (StateFolder state = StateFolder.open(root)) {
      return Migrator.open(state, CLOCK).plan(declarations());
    }
  }

  /** Does it; the plan was possible. */
  Reconciliation apply() {
    try (StateFolder state = StateFolder.open(root)) {
      Migrator migrator = Migrator.open(state, CLOCK);
      Reconciliation plan = migrator.plan(declarations());
      migrator.apply(plan);
      return plan;
    }
  }

  /** What stands in the way, by the platform's tag or the message. */
  List<String> problems() {
    return plan().problems().stream()
        .map(each -> each.scenario().isEmpty() ? each.message() : each.scenario())
        .toList();
  }

  /** The keys of a worker's classes. */
  Map<String, String> keys(String worker) {
    Map<String, String> keys = new LinkedHashMap<>();
    Registry.Entry entry = Migrator.read(root).workers().get(worker);
    if (entry != null) {
      entry.classes().forEach((name, kept) -> keys.put(name, kept.uniqueKey()));
    }
    return keys;
  }

  /** The last migration of a worker that was applied. */
  String applied(String worker) {
    return entry(worker).tag().orElse("");
  }

  boolean hasSql(String worker, String className) {
    ClassPlan.Kept kept = entry(worker).classes().get(className);
    return kept != null && kept.sqlite();
  }

  private Registry.Entry entry(String worker) {
    return registry().workers().getOrDefault(worker, Registry.Entry.NONE);
  }

  Registry registry() {
    return Migrator.read(root);
  }
}
