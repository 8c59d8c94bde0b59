package dev.perdure.host.session;

import dev.perdure.host.config.Bindings;
import dev.perdure.host.config.ExportEntry;
import dev.perdure.host.config.Migration;
import dev.perdure.host.config.WorkerConfig;
import dev.perdure.migrations.ClassPlan;
import dev.perdure.migrations.ClassStep;
import java.util.ArrayList;
import java.util.List;

/** Reads the classes of a worker out of its configuration. */
final class Steps {
  private Steps() {}

  /** The classes of one of {@code workers}, those included that only others are bound to. */
  static ClassPlan plan(WorkerConfig config, List<WorkerConfig> workers) {
    List<ClassStep> steps = new ArrayList<>();
    for (Migration migration : config.migrations()) {
      migration.newClasses().forEach(name -> steps.add(new ClassStep.Create(name, false)));
      migration.newSqliteClasses().forEach(name -> steps.add(new ClassStep.Create(name, true)));
      migration
          .transferredClasses()
          .forEach(transfer ->
              steps.add(
                  new ClassStep.Transfer(transfer.fromScript(), transfer.from(), transfer.to())));
      migration
          .renamedClasses()
          .forEach(rename -> steps.add(new ClassStep.Rename(rename.from(), rename.to())));
      migration.deletedClasses().forEach(name -> steps.add(new ClassStep.Delete(name)));
    }
    config.exports().forEach((name, entry) -> declared(name, entry, steps));
    List<String> bound =
        workers.stream()
            .flatMap(worker ->
                worker.bindings().durableObjects().stream()
                    .filter(binding ->
                        binding.scriptName().orElse(worker.name()).equals(config.name())))
            .map(Bindings.DurableObject::className)
            .distinct()
            .toList();
    return ClassPlan.of(config.name(), steps, bound);
  }

  private static void declared(String name, ExportEntry entry, List<ClassStep> steps) {
    switch (entry) {
      case ExportEntry.Created created ->
          steps.add(new ClassStep.Create(name, created.storage() == ExportEntry.Storage.SQLITE));
      case ExportEntry.Renamed renamed -> steps.add(new ClassStep.Rename(name, renamed.to()));
      case ExportEntry.Deleted deleted -> steps.add(new ClassStep.Delete(name));
      case ExportEntry.Transferred transferred -> steps.add(new ClassStep.Delete(name));
      case ExportEntry.ExpectingTransfer expected ->
          steps.add(new ClassStep.Create(name, expected.storage() == ExportEntry.Storage.SQLITE));
      case ExportEntry.Entrypoint entrypoint -> {}
    }
  }
}
