package dev.perdure.testworkers.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.perdure.host.cli.CannotStartException;
import dev.perdure.host.cli.HostOptions;
import dev.perdure.host.cli.MigrationOutcome;
import dev.perdure.host.log.Ink;
import dev.perdure.host.log.WorkerLog;
import dev.perdure.host.session.HostSettings;
import dev.perdure.host.session.Starter;
import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import dev.perdure.testworkers.harness.TestHost.Settings;
import dev.perdure.testworkers.harness.TestProject;
import dev.perdure.workers.spi.Console;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One state folder under one configuration after another. */
class MigrationsTest {
  private static final String V1 = "{ 'tag': 'v1', 'new_sqlite_classes': ['A'] }";
  private static final String BASE =
      """
      import { DurableObject } from "cloudflare:workers";
      class Base extends DurableObject {
        async add() {
          const n = ((await this.ctx.storage.get("n")) ?? 0) + 1;
          await this.ctx.storage.put("n", n);
          return n;
        }
        identity() { return String(this.ctx.id); }
        sql() { return this.ctx.storage.sql.exec("SELECT 1 AS x").one().x; }
        kv() { this.ctx.storage.kv.put("k", 2); return this.ctx.storage.kv.get("k"); }
      }
      export default {
        async fetch(request, env) {
          const [, binding, method] = new URL(request.url).pathname.split("/");
          try {
            return Response.json(await env[binding].getByName("x")[method]());
          } catch (error) {
            return Response.json(error.message);
          }
        },
      };
      """;

  @TempDir Path folder;
  @TempDir Path state;
  private String worker = "w";
  private final List<String> said = new ArrayList<>();

  /** A project whose code exports {@code classes}, each bound by its name. */
  private TestProject project(String classes, String bound, String lifecycle) {
    String bindings =
        names(bound)
            .map(name -> {
              String[] parts = name.split("@", 2);
              return "{ 'name': '%s', 'class_name': '%s'%s }"
                  .formatted(
                      parts[0],
                      parts[0],
                      parts.length == 1 ? "" : ", 'script_name': '" + parts[1] + "'");
            })
            .collect(Collectors.joining(", "));
    String config =
        """
        { 'name': '%s', 'main': 'index.js', 'compatibility_date': '2026-01-01',
          'durable_objects': { 'bindings': [%s] }%s }
        """
            .formatted(worker, bindings, lifecycle.isEmpty() ? "" : ",\n  " + lifecycle);
    String code =
        names(classes)
            .map(name -> "export class " + name + " extends Base {}\n")
            .collect(Collectors.joining("", BASE, ""));
    return TestProject.in(folder.resolve(worker))
        .file("index.js", code)
        .file("wrangler.jsonc", config.replace('\'', '"'));
  }

  private static Stream<String> names(String list) {
    return Stream.of(list.split(" ")).filter(name -> !name.isEmpty());
  }

  private static String migrations(String... entries) {
    return "'migrations': [" + String.join(", ", entries) + "]";
  }

  private static String exports(String... entries) {
    return "'exports': {"
        + Stream.of(entries)
            .map(entry -> {
              String[] parts = entry.split(" ", 2);
              return "'%s': { 'type': 'durable-object', %s }".formatted(parts[0], parts[1]);
            })
            .collect(Collectors.joining(", "))
        + "}";
  }

  private TestHost start(String classes, String bound, String lifecycle) {
    return project(classes, bound, lifecycle).host().on(state).start();
  }

  private TestHost serve(String classes, String bound, String lifecycle) {
    return project(classes, bound, lifecycle).host(Settings.DEV.serving()).on(state).start();
  }

  private void assertRefused(
      String classes, String bound, String lifecycle, String... messageParts) {
    assertThatThrownBy(() -> start(classes, bound, lifecycle).close())
        .hasMessageContainingAll(messageParts);
  }

  private MigrationOutcome migrate(boolean dryRun, boolean consent) {
    HostOptions options =
        new HostOptions(
            HostOptions.Mode.DEV,
            folder,
            Optional.of(folder.resolve(worker)),
            List.of(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            List.of(),
            Optional.of(state),
            false,
            false,
            HostOptions.Idle.USUAL,
            HostOptions.LogLevel.WARN);
    WorkerLog log = new WorkerLog(OutputStream.nullOutputStream(), Ink.NONE, Console.Level.DEBUG);
    return new Starter(said::add, log, HostSettings.USUAL).migrate(options, dryRun, () -> consent);
  }

  private static String said(TestHost host) {
    return String.join("\n", host.logs());
  }

  private static Object run(TestHost host, String what) {
    return host.fetch("/" + what).json();
  }

  @Test
  @Behaviour("MIG-001")
  void aBoundClassWithoutAMigrationIsWarnedOfAndRefusedToUsers() {
    try (TestHost host = start("A", "A", "")) {
      assertThat(said(host)).contains("The Durable Object class 'A' is bound, but no migration");
      assertThat(run(host, "A/add")).isEqualTo(1);
    }
    assertThatThrownBy(() -> serve("A", "A", "").close())
        .hasMessageContaining("no migration creates it");
  }

  @Test
  @Behaviour({"MIG-002", "MIG-003", "MIG-014", "MIG-015", "MIG-016", "MIG-019", "MIG-023"})
  void migrationsAreAppliedOnceAndInOrder() {
    String second =
        "{ 'tag': 'b', 'new_classes': ['K'], 'renamed_classes': [{ 'from': 'A', 'to': 'B' }] }";
    try (TestHost host = start("A", "A", migrations(V1))) {
      assertThat(said(host)).contains("Worker 'w', up to 'v1':\n  Created: A (SQLite)");
      assertThat(run(host, "A/sql")).isEqualTo(1);
      assertThat(run(host, "A/kv")).isEqualTo(2);
      assertThat(run(host, "A/add")).isEqualTo(1);
    }
    try (TestHost host = start("B K", "B K", migrations(V1, second))) {
      assertThat(said(host))
          .contains("from 'v1' to 'b':", "Renamed: A → B (1 object", "Created: K");
      assertThat(run(host, "B/add")).isEqualTo(2);
      assertThat(run(host, "K/add")).isEqualTo(1);
      assertThat(String.valueOf(run(host, "K/sql"))).startsWith("SQL is not enabled");
      assertThat(String.valueOf(run(host, "K/kv"))).startsWith("The storage.kv (synchronous KV)");
    }
    try (TestHost host = start("B K Other", "B K", migrations(V1, second))) {
      assertThat(said(host)).doesNotContain("Worker 'w'");
      assertThat(run(host, "B/add")).isEqualTo(3);
    }
    assertRefused("B", "B", migrations("{ 'new_sqlite_classes': ['B'] }"), "tag");
  }

  @Test
  @Behaviour("MIG-026")
  void aTagThatIsUsedTwiceIsRefused() {
    assertRefused(
        "A B",
        "A B",
        migrations(V1, "{ 'tag': 'v1', 'new_sqlite_classes': ['B'] }"),
        "'v1' is used twice");
  }

  @Test
  @Behaviour({"MIG-006", "MIG-011", "MIG-012", "MIG-013"})
  void aRenamedClassKeepsItsObjectsUnderTheirIds() {
    String rename = "{ 'tag': 'v2', 'renamed_classes': [{ 'from': 'A', 'to': 'B' }] }";
    Object id;
    try (TestHost host = start("A", "A", migrations(V1))) {
      assertThat(run(host, "A/add")).isEqualTo(1);
      id = run(host, "A/identity");
    }
    assertRefused("A", "", migrations(V1, rename), "class B, which its code does not export");
    assertRefused("B", "A", migrations(V1, rename), "\"class_name\": \"B\" in the binding");
    assertRefused("A B", "A", migrations(V1, rename), "class 'A', which is now 'B'", "class_name");
    assertRefused(
        "A B",
        "B",
        migrations(V1, "{ 'tag': 'v2', 'new_sqlite_classes': ['B'] }", rename.replace("v2", "v3")),
        "the destination class B exists already");
    try (TestHost host = start("B", "B", migrations(V1, rename))) {
      assertThat(run(host, "B/add")).isEqualTo(2);
      assertThat(run(host, "B/identity")).isEqualTo(id);
    }
  }

  @Test
  @Behaviour("MIG-007")
  void bindingsOfOthersFollowARename() {
    String rename = "{ 'tag': 'v2', 'renamed_classes': [{ 'from': 'A', 'to': 'B' }] }";
    worker = "front";
    project("", "A@back", "");
    worker = "back";
    project("A", "A", migrations(V1));
    Settings both =
        Settings.DEV.with(
            folder.resolve("front/wrangler.jsonc"), folder.resolve("back/wrangler.jsonc"));
    try (TestHost host = TestHost.at(folder, both).on(state).start()) {
      assertThat(run(host, "A/add")).isEqualTo(1);
    }
    project("B", "B", migrations(V1, rename));
    try (TestHost host = TestHost.at(folder, both).on(state).start()) {
      assertThat(run(host, "A/add")).isEqualTo(2);
    }
  }

  @Test
  @Behaviour({"MIG-008", "MIG-009"})
  void aDeletedClassGoesWithItsObjectsWhenThatIsAgreedTo() {
    String delete = migrations(V1, "{ 'tag': 'v2', 'deleted_classes': ['A'] }");
    try (TestHost host = start("A", "A", migrations(V1))) {
      assertThat(run(host, "A/add")).isEqualTo(1);
    }
    assertRefused(
        "A",
        "A",
        delete,
        "Cannot apply --delete-class migration to class A without also removing the binding that"
            + " references it");
    assertRefused("", "", delete, "Deleted: A (1 object", "perdure migrate");
    assertThat(migrate(true, true)).isEqualTo(MigrationOutcome.SHOWN);
    assertThat(migrate(false, false)).isEqualTo(MigrationOutcome.REFUSED);
    assertThat(state.resolve("do/w-A")).isDirectory();
    said.clear();
    assertThat(migrate(false, true)).isEqualTo(MigrationOutcome.DONE);
    assertThat(said)
        .containsExactly(
            "Worker 'w', from 'v1' to 'v2':", "  Deleted: A (1 object, moved to the trash)");
    assertThat(state.resolve("do/w-A")).doesNotExist();
    assertThat(migrate(false, true)).isEqualTo(MigrationOutcome.NOTHING);
    try (TestHost host =
        start(
            "A",
            "A",
            migrations(
                V1,
                "{ 'tag': 'v2', 'deleted_classes': ['A'] }",
                "{ 'tag': 'v3', 'new_sqlite_classes': ['A'] }"))) {
      assertThat(run(host, "A/add")).isEqualTo(1);
    }
  }

  @Test
  @Behaviour("MIG-010")
  void aTransferredClassKeepsItsObjectsUnderTheirIds() {
    Object id;
    try (TestHost host = start("A", "A", migrations(V1))) {
      assertThat(run(host, "A/add")).isEqualTo(1);
      id = run(host, "A/identity");
    }
    worker = "other";
    String transfer =
        "{ 'tag': 't', 'transferred_classes': [{ 'from': 'A', 'from_script': 'w', 'to': 'B' }] }";
    try (TestHost host = start("B", "B", migrations(transfer))) {
      assertThat(said(host)).contains("Transferred: A → B of worker 'other' (1 object, same ids)");
      assertThat(run(host, "B/add")).isEqualTo(2);
      assertThat(run(host, "B/identity")).isEqualTo(id);
    }
  }

  @Test
  void thePeerGoesOnWithWhatWasRenamedTransferredAndDeleted() {
    assumeTrue(TestHost.peerInstalled(), "no peer is installed");
    String three = "{ 'tag': 'v1', 'new_sqlite_classes': ['A', 'B', 'C'] }";
    String rename = "{ 'tag': 'v2', 'renamed_classes': [{ 'from': 'A', 'to': 'R' }] }";
    String delete = "{ 'tag': 'v3', 'deleted_classes': ['C'] }";
    String transfer =
        "{ 'tag': 't', 'transferred_classes': [{ 'from': 'B', 'from_script': 'w', 'to': 'T' }] }";
    List<Object> ids;
    try (TestHost host = start("A B C", "A B C", migrations(three))) {
      assertThat(List.of(run(host, "A/add"), run(host, "B/add"), run(host, "C/add")))
          .isEqualTo(List.of(1, 1, 1));
      ids = List.of(run(host, "A/identity"), run(host, "B/identity"));
    }
    start("R B C", "R B C", migrations(three, rename)).close();
    worker = "other";
    start("T", "T", migrations(transfer)).close();
    worker = "w";
    project("R", "R", migrations(three, rename, delete));
    assertThat(migrate(false, true)).isEqualTo(MigrationOutcome.DONE);

    // The peer has no registry: it is told the same folders by one worker that has renamed all.
    String renames =
        "{ 'tag': 'v2', 'renamed_classes': "
            + "[{ 'from': 'A', 'to': 'R' }, { 'from': 'B', 'to': 'T' }] }";
    project("R T", "R T", migrations(three, renames, delete));
    try (TestHost host =
        TestHost.at(folder.resolve(worker), Settings.DEV).byPeer().on(state).start()) {
      assertThat(List.of(run(host, "R/identity"), run(host, "T/identity"))).isEqualTo(ids);
      assertThat(List.of(run(host, "R/add"), run(host, "T/add"))).isEqualTo(List.of(2, 2));
    }
    assertThat(state.resolve("do/w-C")).doesNotExist();
    try (TestHost host = start("R", "R", migrations(three, rename, delete))) {
      assertThat(run(host, "R/add")).isEqualTo(3);
    }
    worker = "other";
    try (TestHost host = start("T", "T", migrations(transfer))) {
      assertThat(run(host, "T/add")).isEqualTo(3);
    }
  }

  @Test
  @Behaviour({"MIG-017", "MIG-018", "MIG-025"})
  void aConfigurationOlderThanTheStateIsToldWhereItStands() {
    String second = "{ 'tag': 'v2', 'renamed_classes': [{ 'from': 'A', 'to': 'B' }] }";
    start("A", "A", migrations(V1)).close();
    start("B", "B", migrations(V1, second)).close();

    assertRefused("A", "", migrations(), "has applied the migrations of worker 'w' up to 'v2'");
    try (TestHost host =
        start("B C", "B C", migrations("{ 'tag': 'c', 'new_sqlite_classes': ['C'] }"))) {
      assertThat(said(host)).contains("has a migration tag 'v2', which its configuration does not");
      assertThat(run(host, "C/add")).isEqualTo(1);
    }
    assertRefused(
        "A",
        "A",
        migrations(V1, second),
        "has a migration tag 'c'",
        "renamed_classes migration: the destination class B exists already");
  }

  @Test
  @Behaviour({"MIG-020", "MIG-021"})
  void anEnvironmentHasMigrationsAndClassesOfItsOwn() {
    String lifecycle =
        migrations(V1)
            + """
            ,
            'env': {
              'own': {
                'durable_objects': { 'bindings': [{ 'name': 'B', 'class_name': 'B' }] },
                'migrations': [{ 'tag': 'o', 'new_classes': ['B'] }]
              },
              'heir': { 'durable_objects': { 'bindings': [{ 'name': 'A', 'class_name': 'A' }] } }
            }\
            """;
    TestProject project = project("A B", "A", lifecycle);
    try (TestHost host = project.host().on(state).start()) {
      assertThat(run(host, "A/add")).isEqualTo(1);
    }
    try (TestHost host = project.host(Settings.DEV.in("own")).on(state).start()) {
      assertThat(said(host)).contains("Worker 'w-own', up to 'o':\n  Created: B (key-value)");
      assertThat(run(host, "B/add")).isEqualTo(1);
    }
    try (TestHost host = project.host(Settings.DEV.in("heir")).on(state).start()) {
      assertThat(said(host)).contains("Worker 'w-heir', up to 'v1':\n  Created: A (SQLite)");
      assertThat(run(host, "A/add")).isEqualTo(1);
    }
  }

  @Test
  @Behaviour("MIG-022")
  void aKeyValueClassDoesNotBecomeOneWithSql() {
    String keyValue = "{ 'tag': 'v1', 'new_classes': ['A'] }";
    start("A", "A", migrations(keyValue)).close();

    assertRefused(
        "A",
        "A",
        migrations(keyValue, "{ 'tag': 'v2', 'new_sqlite_classes': ['A'] }"),
        "Cannot apply new_sqlite_classes migration to existing class A",
        "cannot be converted to SQLite (except by deleting the existing data)");
  }

  @Test
  @Behaviour({"MIG-027", "MIG-028", "MIG-034", "MIG-037", "MIG-038", "MIG-040"})
  void exportsDeclareClasses() {
    String live = "A 'storage': 'sqlite'";
    try (TestHost host = start("A Ignored", "A", exports(live))) {
      assertThat(said(host)).contains("Created: A (SQLite)").doesNotContain("Ignored");
      assertThat(run(host, "A/sql")).isEqualTo(1);
      assertThat(run(host, "A/add")).isEqualTo(1);
    }
    assertThat(state.resolve("do/w-Ignored")).doesNotExist();
    assertRefused("A", "A", exports("A 'storage': 'legacy-kv'"), "[storage_type_mismatch]");
    assertRefused("A", "A", exports(live) + ", " + migrations(V1), "are mutually exclusive");
    assertRefused("A", "A", migrations(V1), "there is no way back to \"migrations\"");
    assertRefused(
        "A", "A", exports("A 'storage': 'sqlite', 'renamed_to': 'B'"), "renamed_to", "forbidden");
    assertRefused("", "", exports("A 'state': 'deleted', 'storage': 'sqlite'"), "forbidden");
    assertRefused("A", "A", exports("A 'state': 'created'"), "storage", "is required");
    try (TestHost host = start("A", "A", exports(live))) {
      assertThat(run(host, "A/add")).isEqualTo(2);
    }
  }

  @Test
  @Behaviour({"MIG-029", "MIG-035", "MIG-036", "MIG-041"})
  void everyDisagreementOfExportsIsReportedAtOnce() {
    start(
            "A B K",
            "A",
            migrations(
                V1, "{ 'tag': 'v2', 'new_sqlite_classes': ['B', 'C'], 'new_classes': ['K'] }"))
        .close();

    assertRefused(
        "A K N",
        "",
        exports(
            "B 'storage': 'sqlite'",
            "K 'storage': 'legacy-kv'",
            "N 'storage': 'legacy-kv'",
            "Q 'storage': 'sqlite'"),
        "[provisioned_class_missing_from_config] class 'A'",
        "[orphaned_provisioned_namespace] class 'C'",
        "[config_export_not_in_code] class 'B'",
        "[config_references_nonexistent_class] class 'Q'",
        "[invalid_export] class 'N'");
    try (TestHost host =
        start(
            "A B C K",
            "A K",
            exports(
                "A 'storage': 'sqlite'",
                "B 'storage': 'sqlite'",
                "C 'storage': 'sqlite'",
                "K 'storage': 'legacy-kv'"))) {
      assertThat(run(host, "K/add")).isEqualTo(1);
    }
  }

  @Test
  @Behaviour({"MIG-030", "MIG-031", "MIG-032", "MIG-039"})
  void tombstonesDeleteAndRename() {
    String a = "A 'storage': 'sqlite'";
    String b = "B 'storage': 'sqlite'";
    String renamed = "A 'state': 'renamed', 'renamed_to': 'B'";
    String deleted = "B 'state': 'deleted'";
    Object id;
    try (TestHost host = start("A B", "A", exports(a))) {
      assertThat(run(host, "A/add")).isEqualTo(1);
      id = run(host, "A/identity");
    }
    assertRefused("A B", "A", exports("A 'state': 'renamed', 'renamed_to': 'A'"), "cannot equal");
    assertRefused("A B", "", exports(renamed), "[invalid_export]");
    try (TestHost host = start("A B", "B", exports(renamed, b))) {
      assertThat(said(host))
          .contains("Renamed: A → B (1 object, same ids)", "[tombstone_class_still_in_code] A");
      assertThat(run(host, "B/add")).isEqualTo(2);
      assertThat(run(host, "B/identity")).isEqualTo(id);
    }
    try (TestHost host = start("B", "B", exports(renamed, b))) {
      assertThat(said(host)).contains("[stale_tombstone] A", "Safe to remove from `exports`: A");
    }
    start("A B", "B", exports(a, b)).close();
    assertRefused("A B", "", exports(renamed, b), "[tombstone_renamed_to_occupied]");
    assertRefused("A B", "", exports(a, deleted), "[tombstone_delete_class_still_in_code]");
    worker = "front";
    project("", "B@w", "");
    worker = "w";
    project("A", "A", exports(a, deleted));
    Settings both =
        Settings.DEV.with(
            folder.resolve("front/wrangler.jsonc"), folder.resolve("w/wrangler.jsonc"));
    assertThatThrownBy(() -> TestHost.at(folder, both).on(state).start().close())
        .hasMessageContainingAll(
            "[tombstone_delete_blocked_by_external_bindings]", "Referencing scripts: front");
    assertRefused("A", "", exports(a, deleted), "Deleted: B (1 object", "perdure migrate");
    assertThat(migrate(false, true)).isEqualTo(MigrationOutcome.DONE);
    try (TestHost host = start("A", "A", exports(a, deleted))) {
      assertThat(said(host)).contains("Safe to remove from `exports`: B");
    }
  }

  @Test
  @Behaviour("MIG-033")
  void aTransferOfExportsHasTwoPhases() {
    Object id;
    try (TestHost host = start("A", "A", exports("A 'storage': 'sqlite'"))) {
      assertThat(run(host, "A/add")).isEqualTo(1);
      id = run(host, "A/identity");
    }
    assertRefused(
        "A",
        "",
        exports("A 'state': 'transferred', 'transferred_to': 'other'"),
        "[transferred_target_missing]");
    String expecting =
        exports("A 'state': 'expecting-transfer', 'storage': 'sqlite', 'transfer_from': 'w'");
    worker = "other";
    try (TestHost host = start("A", "A", expecting)) {
      assertThat(said(host)).contains("Transfer pending: A ← w (1 object)");
    }
    worker = "w";
    try (TestHost host =
        start("A", "", exports("A 'state': 'transferred', 'transferred_to': 'other'"))) {
      assertThat(said(host)).contains("Transferred: A → A of worker 'other' (1 object, same ids)");
    }
    worker = "other";
    try (TestHost host = start("A", "A", exports("A 'storage': 'sqlite'"))) {
      assertThat(run(host, "A/add")).isEqualTo(2);
      assertThat(run(host, "A/identity")).isEqualTo(id);
    }
  }

  @Test
  @Behaviour("MIG-042")
  void aFolderWithoutARegistryIsTakenOverByTheNamesInIt() throws Exception {
    String both =
        migrations(V1, "{ 'tag': 'v2', 'renamed_classes': [{ 'from': 'A', 'to': 'B' }] }");
    try (TestHost host = start("B", "B", both)) {
      assertThat(run(host, "B/add")).isEqualTo(1);
    }
    assertThat(state.resolve("do/w-B")).isDirectory();
    Files.delete(state.resolve("perdure.classes.json"));

    try (TestHost host = start("B", "B", both)) {
      assertThat(said(host))
          .contains("Taken for granted: all its migrations up to 'v2' were applied")
          .contains("B (SQLite, 1 object in 'do/w-B')");
      assertThat(run(host, "B/add")).isEqualTo(2);
    }
  }

  @Test
  void whatCannotBeMigratedIsSaidByTheCommandToo() {
    start("A", "A", migrations(V1)).close();
    project("A", "A", migrations());

    assertThatThrownBy(() -> migrate(true, false))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("has none");
  }
}
