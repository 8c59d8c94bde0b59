package dev.perdure.migrations;

import static dev.perdure.migrations.TestState.keyValue;
import static dev.perdure.migrations.TestState.sqlite;
import static dev.perdure.migrations.TestState.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.migrations.Lifecycle.State;
import dev.perdure.migrations.Lifecycle.State.Deleted;
import dev.perdure.migrations.Lifecycle.State.Expecting;
import dev.perdure.migrations.Lifecycle.State.Live;
import dev.perdure.migrations.Lifecycle.State.Renamed;
import dev.perdure.migrations.Lifecycle.State.Transferred;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclaredExportsTest {
  private static final State SQLITE = new Live(true);
  private static final State KEY_VALUE = new Live(false);

  @TempDir Path root;
  private TestState state;

  @BeforeEach
  void setUp() {
    state = new TestState(root);
  }

  @Test
  void aLiveEntryCreatesItsClassOnce() {
    state.exports("w", Map.of("A", SQLITE)).code("w", "A", "Ignored").apply();

    assertThat(state.keys("w")).isEqualTo(Map.of("A", "w-A"));
    assertThat(state.plan().changesAnything()).isFalse();
  }

  @Test
  void eachDisagreementHasItsTag() {
    state.exports("w", Map.of("A", SQLITE, "B", SQLITE)).code("w", "A", "B").apply();

    assertThat(state.exports("w", Map.of("A", KEY_VALUE, "B", SQLITE)).problems())
        .containsExactly("storage_type_mismatch");
    assertThat(state.exports("w", Map.of("A", SQLITE)).problems())
        .containsExactly("provisioned_class_missing_from_config");
    assertThat(state.exports("w", Map.of("A", SQLITE)).code("w", "A").problems())
        .containsExactly("orphaned_provisioned_namespace");
    assertThat(state.exports("w", Map.of("A", SQLITE, "B", SQLITE)).problems())
        .containsExactly("config_export_not_in_code");
    assertThat(state.exports("w", Map.of("A", SQLITE, "B", new Deleted(), "C", SQLITE)).problems())
        .containsExactly("config_references_nonexistent_class");
    assertThat(
            state
                .exports("w", Map.of("A", SQLITE, "B", SQLITE, "C", KEY_VALUE))
                .code("w", "A", "B", "C")
                .problems())
        .containsExactly("invalid_export");
    assertThat(
            state
                .exports("w", Map.of("A", new Renamed("B"), "B", new Deleted()))
                .code("w", "A")
                .problems())
        .containsExactlyInAnyOrder("invalid_export");
  }

  @Test
  void aDeletedClassMustBeInNobodysWay() {
    state.exports("w", Map.of("A", SQLITE)).code("w", "A").apply();
    state.exports("w", Map.of("A", new Deleted()));

    assertThat(state.problems()).containsExactly("tombstone_delete_class_still_in_code");
    assertThat(state.code("w", "Other").bound("x", "w.A", "A").problems())
        .containsExactly("tombstone_delete_blocked_by_external_bindings");
    assertThat(Report.problems(state.plan().problems())).contains("Referencing scripts: x");
    state.objects("w-A", 1);
    assertThat(state.unbound().plan().destroys()).isTrue();
    state.apply();

    assertThat(state.files("do")).isEmpty();
    assertThat(state.files("trash")).hasSize(1);
  }

  @Test
  void aTombstoneThatDoesNothingIsSaidToBeRemovable() {
    state.exports("w", Map.of("A", new Deleted()));

    assertThat(Report.notes(state.plan()))
        .containsExactly(
            "[stale_tombstone] A: Tombstone of type 'deleted' for class 'A' has no effect (no"
                + " namespace exists with this class name). Safe to remove from `exports`.",
            "Safe to remove from `exports`: A");
  }

  @Test
  void aRenamedClassKeepsItsObjectsThoughStillInTheCode() {
    state.exports("w", Map.of("A", SQLITE)).code("w", "A", "B").apply();
    state.objects("w-A", 2);

    Reconciliation plan = state.exports("w", Map.of("A", new Renamed("B"), "B", SQLITE)).apply();

    assertThat(Report.changes(plan))
        .containsExactly("Worker 'w':", "  Renamed: A → B (2 objects, same ids)");
    assertThat(plan.notes())
        .singleElement()
        .asString()
        .startsWith("[tombstone_class_still_in_code]");
    assertThat(state.keys("w")).isEqualTo(Map.of("B", "w-A"));
    assertThat(state.plan().removable()).containsExactly("A");
  }

  @Test
  void aRenameOntoAClassThatExistsIsRefused() {
    state.exports("w", Map.of("A", SQLITE, "B", SQLITE)).code("w", "A", "B").apply();

    assertThat(state.exports("w", Map.of("A", new Renamed("B"), "B", SQLITE)).problems())
        .containsExactly("tombstone_renamed_to_occupied");
  }

  @Test
  void aTransferHasTwoPhases() {
    state.exports("x", Map.of("A", SQLITE)).code("x", "A").apply();
    state.objects("x-A", 3);
    state.without("x").exports("y", Map.of("A", new Expecting(true, "x"))).code("y", "A");

    assertThat(Report.changes(state.apply()))
        .containsExactly("Worker 'y':", "  Transfer pending: A ← x (3 objects)");
    assertThat(state.keys("x")).isEqualTo(Map.of("A", "x-A"));

    state.without("y").exports("x", Map.of("A", new Transferred("y"))).apply();
    assertThat(state.keys("x")).isEmpty();
    assertThat(state.keys("y")).isEqualTo(Map.of("A", "x-A"));

    assertThat(state.plan().removable()).containsExactly("A");
    state.without("x").exports("y", Map.of("A", new Expecting(true, "x")));
    assertThat(state.plan().removable()).containsExactly("A");
    assertThat(state.exports("y", Map.of("A", SQLITE)).plan().problems()).isEmpty();
  }

  @Test
  void aTransferThatNobodyExpectsIsRefused() {
    state.exports("x", Map.of("A", SQLITE)).exports("y", Map.of("B", SQLITE)).apply();
    state.without("y");

    assertThat(state.exports("x", Map.of("A", new Transferred("y"))).problems())
        .containsExactly("transferred_pending_not_found");
    assertThat(state.exports("x", Map.of("A", new Transferred("z"))).problems())
        .containsExactly("transferred_target_missing");
    assertThat(state.exports("x", Map.of("A", SQLITE, "B", new Expecting(true, "y"))).problems())
        .isEmpty();
    assertThat(state.exports("x", Map.of("A", SQLITE, "Q", new Expecting(true, "y"))).problems())
        .containsExactly("phase_one_transfer_source_namespace_missing");
    assertThat(state.exports("x", Map.of("A", new Expecting(true, "y"))).problems())
        .containsExactly("phase_one_transfer_target_class_provisioned");
  }

  @Test
  void bothPhasesMayComeInOneSession() {
    state.exports("x", Map.of("A", SQLITE)).apply();
    state.objects("x-A", 1);

    state
        .exports("x", Map.of("A", new Transferred("y")))
        .exports("y", Map.of("A", new Expecting(true, "x")))
        .apply();

    assertThat(state.keys("y")).isEqualTo(Map.of("A", "x-A"));
  }

  @Test
  void aPendingTransferEndsWhenTheTargetExpectsItNoMore() {
    state.exports("x", Map.of("A", SQLITE)).apply();
    state.exports("y", Map.of("A", new Expecting(true, "x"))).apply();
    state.exports("y", Map.of("A", SQLITE)).apply();

    assertThat(state.exports("x", Map.of("A", new Transferred("y"))).problems())
        .containsExactly("transferred_pending_not_found");
  }

  @Test
  void classesOfMigrationsGoOnUnderExportsAndNotBack() {
    state.tagged("w", tag("v1", sqlite("A"), keyValue("K"))).apply();
    state.objects("w-A", 1);

    Reconciliation plan = state.exports("w", Map.of("A", SQLITE, "K", KEY_VALUE)).apply();

    assertThat(plan.changes()).isEmpty();
    assertThat(state.keys("w")).isEqualTo(Map.of("A", "w-A", "K", "w-K"));
    assertThat(state.tagged("w", tag("v1", sqlite("A"), keyValue("K"))).problems())
        .singleElement()
        .asString()
        .contains("no way back");
    assertThat(state.tagged("w").problems()).singleElement().asString().contains("no exports now");
  }

  @Test
  void aFolderOfWranglersIsTakenOver() {
    state.objects("w-Old", 2).objects("w-K", 1);

    Reconciliation plan =
        state
            .exports("w", Map.of("Old", new Renamed("New"), "New", SQLITE, "K", KEY_VALUE))
            .apply();

    assertThat(plan.notes()).first().asString().contains("K (key-value", "Old (SQLite, 2 objects");
    assertThat(state.keys("w")).isEqualTo(Map.of("New", "w-Old", "K", "w-K"));
  }
}
