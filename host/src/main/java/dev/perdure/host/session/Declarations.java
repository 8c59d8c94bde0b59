package dev.perdure.host.session;

import dev.perdure.host.bundle.Bundle;
import dev.perdure.host.bundle.LiveProject;
import dev.perdure.host.config.Bindings;
import dev.perdure.host.config.ExportEntry;
import dev.perdure.host.config.Migration;
import dev.perdure.host.config.WorkerConfig;
import dev.perdure.migrations.ClassStep;
import dev.perdure.migrations.Declaration;
import dev.perdure.migrations.Declaration.Reference;
import dev.perdure.migrations.Lifecycle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what workers declare of their classes out of their configuration. */
final class Declarations {
  private Declarations() {}

  /** The workers of a build. */
  static List<Declaration> of(LiveProject.Build build) {
    List<WorkerConfig> workers = build.configuration().workers();
    return workers.stream()
        .map(config ->
            new Declaration(
                config.name(),
                lifecycle(config),
                exported(build.bundles().get(config.name())),
                references(config, workers)))
        .toList();
  }

  private static Optional<Set<String>> exported(@Nullable Bundle bundle) {
    return bundle == null || bundle.exports().isEmpty()
        ? Optional.empty()
        : Optional.of(Set.copyOf(bundle.exports()));
  }

  private static List<Reference> references(WorkerConfig config, List<WorkerConfig> workers) {
    List<Reference> references = new ArrayList<>();
    for (WorkerConfig worker : workers) {
      for (Bindings.DurableObject binding : worker.bindings().durableObjects()) {
        if (binding.scriptName().orElse(worker.name()).equals(config.name())) {
          references.add(new Reference(worker.name(), binding.name(), binding.className()));
        }
      }
    }
    return references;
  }

  private static Lifecycle lifecycle(WorkerConfig config) {
    Map<String, Lifecycle.State> declared = new LinkedHashMap<>();
    config.exports().forEach((name, entry) -> state(entry).ifPresent(s -> declared.put(name, s)));
    return declared.isEmpty()
        ? new Lifecycle.Migrations(config.migrations().stream().map(Declarations::entry).toList())
        : new Lifecycle.Exports(declared);
  }

  private static Optional<Lifecycle.State> state(ExportEntry entry) {
    return switch (entry) {
      case ExportEntry.Created created ->
          Optional.of(new Lifecycle.State.Live(sqlite(created.storage())));
      case ExportEntry.Renamed renamed -> Optional.of(new Lifecycle.State.Renamed(renamed.to()));
      case ExportEntry.Deleted deleted -> Optional.of(new Lifecycle.State.Deleted());
      case ExportEntry.Transferred transferred ->
          Optional.of(new Lifecycle.State.Transferred(transferred.toScript()));
      case ExportEntry.ExpectingTransfer expected ->
          Optional.of(
              new Lifecycle.State.Expecting(
                  sqlite(expected.storage()), expected.from().orElse("")));
      case ExportEntry.Entrypoint entrypoint -> Optional.empty();
    };
  }

  private static boolean sqlite(ExportEntry.Storage storage) {
    return storage == ExportEntry.Storage.SQLITE;
  }

  /** The steps of one tag, in the order of wrangler: what goes before what comes. */
  private static Lifecycle.Entry entry(Migration migration) {
    List<ClassStep> steps = new ArrayList<>();
    migration.deletedClasses().forEach(name -> steps.add(new ClassStep.Delete(name)));
    migration
        .renamedClasses()
        .forEach(each -> steps.add(new ClassStep.Rename(each.from(), each.to())));
    migration
        .transferredClasses()
        .forEach(
            each -> steps.add(new ClassStep.Transfer(each.fromScript(), each.from(), each.to())));
    migration.newClasses().forEach(name -> steps.add(new ClassStep.Create(name, false)));
    migration.newSqliteClasses().forEach(name -> steps.add(new ClassStep.Create(name, true)));
    return new Lifecycle.Entry(migration.tag(), steps);
  }
}
