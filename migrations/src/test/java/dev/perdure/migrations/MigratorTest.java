package dev.perdure.migrations;

import static dev.perdure.migrations.TestState.delete;
import static dev.perdure.migrations.TestState.keyValue;
import static dev.perdure.migrations.TestState.rename;
import static dev.perdure.migrations.TestState.sqlite;
import static dev.perdure.migrations.TestState.tag;
import static dev.perdure.migrations.TestState.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigratorTest {
  @TempDir Path root;
  private TestState state;

  @BeforeEach
  void setUp() {
    state = new TestState(root);
  }

  @Test
  void onlyWhatComesAfterTheAppliedTagIsDone() {
    state.tagged("w", tag("v1", sqlite("A"))).apply();

    Reconciliation second =
        state.tagged("w", tag("v1", sqlite("A")), tag("v2", keyValue("B"))).apply();

    assertThat(Report.changes(second))
        .containsExactly("Worker 'w', from 'v1' to 'v2':", "  Created: B (key-value)");
    assertThat(state.plan().changesAnything()).isFalse();
    assertThat(state.applied("w")).isEqualTo("v2");
  }

  @Test
  void aRenamedClassKeepsItsKeyAndItsObjects() {
    state.tagged("w", tag("v1", sqlite("A"))).apply();
    state.objects("w-A", 3);

    Reconciliation plan =
        state.tagged("w", tag("v1", sqlite("A")), tag("v2", rename("A", "B"))).apply();

    assertThat(Report.changes(plan)).contains("  Renamed: A → B (3 objects, same ids)");
    assertThat(state.keys("w")).isEqualTo(Map.of("B", "w-A"));
    assertThat(state.files("do")).hasSize(3);
    assertThat(state.registry().home("w", "A")).isEqualTo(new Registry.Home("w", "B"));
  }

  @Test
  void whatIsCreatedAndRenamedAtOnceHasTheKeyThatWranglerGives() {
    state.tagged("w", tag("v1", sqlite("A")), tag("v2", rename("A", "B"))).apply();

    assertThat(state.keys("w")).isEqualTo(Map.of("B", "w-B"));
  }

  @Test
  void aClassThatTakesTheOldNameOfAnotherGetsAKeyOfItsOwn() {
    state.tagged("w", tag("v1", sqlite("A"))).apply();
    state.objects("w-A", 1);

    state
        .tagged("w", tag("v1", sqlite("A")), tag("v2", rename("A", "B")), tag("v3", sqlite("A")))
        .apply();

    assertThat(state.keys("w")).isEqualTo(Map.of("B", "w-A", "A", "w-A-2"));
    assertThat(state.registry().home("w", "A")).isEqualTo(new Registry.Home("w", "A"));
  }

  @Test
  void aDeletedClassGoesToTheTrashWithItsHistory() {
    state.tagged("w", tag("v1", sqlite("A"), sqlite("B"))).apply();
    state.objects("w-A", 2).objects("w-B", 1).write("history/w-A/x.log");

    Reconciliation plan =
        state.tagged("w", tag("v1", sqlite("A"), sqlite("B")), tag("v2", delete("A"))).plan();
    assertThat(plan.destroys()).isTrue();
    state.apply();

    assertThat(state.files("do")).containsExactly("do/w-B/" + TestState.id(0) + ".sqlite");
    assertThat(state.files("history")).isEmpty();
    assertThat(state.files("trash")).hasSize(3);
    Trash trash = new Trash(root);
    assertThat(trash.items())
        .singleElement()
        .satisfies(item -> assertThat(item.objects()).isEqualTo(2));
    trash.empty();
    assertThat(state.files("trash")).isEmpty();
    assertThat(trash.items()).isEmpty();
  }

  @Test
  void deletingAClassWithoutObjectsDestroysNothing() {
    state.tagged("w", tag("v1", sqlite("A"))).apply();

    assertThat(state.tagged("w", tag("v1", sqlite("A")), tag("v2", delete("A"))).plan().destroys())
        .isFalse();
  }

  @Test
  void aDeletedClassMayComeBackInOtherStorage() {
    state.tagged("w", tag("v1", keyValue("A"))).apply();
    state.objects("w-A", 2);

    state.tagged("w", tag("v1", keyValue("A")), tag("v2", delete("A"), sqlite("A"))).apply();

    assertThat(state.hasSql("w", "A")).isTrue();
    assertThat(state.files("do")).isEmpty();
  }

  @Test
  void aClassThatIsBoundCannotBeDeleted() {
    state.tagged("w", tag("v1", sqlite("A"))).bound("w", "w.A", "A").apply();

    assertThat(state.tagged("w", tag("v1", sqlite("A")), tag("v2", delete("A"))).problems())
        .containsExactly(
            "Cannot apply --delete-class migration to class A without also removing the binding"
                + " that references it");
    assertThatThrownBy(state::apply).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTransferTakesTheObjectsAlong() {
    state.tagged("x", tag("v1", sqlite("A"))).apply();
    state.objects("x-A", 4);

    Reconciliation plan = state.tagged("y", tag("v1", transfer("x", "A", "B"))).apply();

    assertThat(Report.changes(plan))
        .contains("  Transferred: A → B of worker 'y' (4 objects, same ids)");
    assertThat(state.keys("y")).isEqualTo(Map.of("B", "x-A"));
    assertThat(state.keys("x")).isEmpty();
    assertThat(state.registry().home("x", "A")).isEqualTo(new Registry.Home("y", "B"));
  }

  @Test
  void aTransferFromAnUnusedStateStartsEmpty() {
    Reconciliation plan = state.tagged("y", tag("v1", transfer("x", "A", "B"))).apply();

    assertThat(state.keys("y")).isEqualTo(Map.of("B", "y-B"));
    assertThat(plan.notes()).singleElement().asString().contains("starts without objects");
  }

  @Test
  void faultsAreReportedTogether() {
    state.tagged("w", tag("v1", sqlite("A"), keyValue("K"))).apply();

    assertThat(
            state
                .tagged(
                    "w",
                    tag("v1", sqlite("A")),
                    tag(
                        "v2",
                        sqlite("A"),
                        sqlite("K"),
                        rename("Q", "R"),
                        rename("A", "K"),
                        delete("Z")))
                .problems())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("Cannot apply new_sqlite_classes migration to existing class A"),
            second ->
                assertThat(second)
                    .contains("existing class K", "key-value storage", "cannot be converted"),
            third -> assertThat(third).contains("renamed_classes", "non-existent class Q"),
            fourth -> assertThat(fourth).contains("the destination class K exists already"),
            fifth -> assertThat(fifth).contains("deleted_classes", "non-existent class Z"));
  }

  @Test
  void whereAClassIsRenamedToMustBeInTheCode() {
    state.tagged("w", tag("v1", sqlite("A"))).apply();

    assertThat(
            state
                .tagged("w", tag("v1", sqlite("A")), tag("v2", rename("A", "B")))
                .code("w", "A")
                .problems())
        .containsExactly(
            "The migrations of worker 'w' lead to class B, which its code does not export.");
  }

  @Test
  void anOwnBindingMustFollowARename() {
    state.tagged("w", tag("v1", sqlite("A"))).bound("w", "w.A", "A").bound("x", "w.X", "A").apply();

    assertThat(state.tagged("w", tag("v1", sqlite("A")), tag("v2", rename("A", "B"))).problems())
        .containsExactly("The binding 'w.A' names class 'A', which is now 'B'.");
  }

  @Test
  void anOlderConfigurationIsToldWhereTheStateStands() {
    state.tagged("w", tag("v1", sqlite("A")), tag("v2", sqlite("B"))).apply();

    Reconciliation plan = state.tagged("w", tag("v1", sqlite("A"))).plan();

    assertThat(plan.notes()).singleElement().asString().contains("tag 'v2'", "it has 'v1'");
    assertThat(plan.problems()).hasSize(1);
    assertThat(state.tagged("w").problems())
        .singleElement()
        .asString()
        .contains("up to 'v2'", "has none");
  }

  @Test
  void anUnknownTagLetsNewMigrationsThrough() {
    state.tagged("w", tag("v1", sqlite("A"))).apply();

    Reconciliation plan = state.tagged("w", tag("a", sqlite("B"))).apply();

    assertThat(plan.notes()).hasSize(1);
    assertThat(state.keys("w")).containsOnlyKeys("A", "B");
    assertThat(state.applied("w")).isEqualTo("a");
  }

  @Test
  void aFolderOfWranglersIsTakenOver() {
    state.objects("w-B", 5).objects("w-Old", 1);

    Reconciliation plan =
        state
            .tagged(
                "w", tag("v1", sqlite("A")), tag("v2", rename("A", "B")), tag("v3", keyValue("C")))
            .apply();

    assertThat(plan.notes())
        .containsExactly(
            "This state knows nothing of worker 'w' yet, as one of wrangler's does not. Taken for"
                + " granted: all its migrations up to 'v3' were applied, and its objects are: B"
                + " (SQLite, 5 objects in 'do/w-B').");
    assertThat(state.keys("w")).isEqualTo(Map.of("B", "w-B", "C", "w-C"));
    assertThat(state.files("do")).hasSize(6);
  }

  @Test
  void aFolderFromBeforeTheRenameIsFound() {
    state.objects("w-A", 2);

    Reconciliation plan =
        state.tagged("w", tag("v1", sqlite("A")), tag("v2", rename("A", "B"))).apply();

    assertThat(state.keys("w")).isEqualTo(Map.of("B", "w-A"));
    assertThat(plan.notes()).first().asString().contains("from before it was renamed");
  }

  @Test
  void environmentsHaveStatesOfTheirOwn() {
    state.tagged("w", tag("v1", sqlite("A")), tag("v2", sqlite("B"))).apply();
    state.without("w").tagged("w-staging", tag("v1", sqlite("A"))).apply();

    assertThat(state.applied("w")).isEqualTo("v2");
    assertThat(state.applied("w-staging")).isEqualTo("v1");
    assertThat(state.keys("w-staging")).isEqualTo(Map.of("A", "w-staging-A"));
  }

  @Test
  void aRegistryThatCannotBeReadIsLeftAlone() throws IOException {
    state.tagged("w", tag("v1", sqlite("A"))).apply();
    Path file = root.resolve("perdure.classes.json");
    Files.writeString(file, "{");

    assertThatThrownBy(state::plan).hasMessageContaining("cannot be read");
    Files.writeString(file, "{\"version\": 2, \"workers\": {}}");
    assertThatThrownBy(state::plan).hasMessageContaining("a newer Perdure");
    assertThat(file).hasContent("{\"version\": 2, \"workers\": {}}");
  }
}
