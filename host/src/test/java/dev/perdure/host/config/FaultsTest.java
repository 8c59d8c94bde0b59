package dev.perdure.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
  @TempDir Path directory;
  private TempProject project;

  @BeforeEach
  void makeProject() {
    project = new TempProject(directory);
  }

  @Test
  void everyFaultOfAFileIsReportedAtOnceWithItsPlace() {
    project.toml(
        """
        name = "My Worker"
        main = 5
        compatibility_date = "2025-13-01"
        compatibility_flags = ["nodejs_compt"]
        mian = "x"
        [[durable_objects.bindings]]
        name = "COUNTER"
        clas_name = "Counter"
        [limits]
        cpu_ms = 400000
        """);
    assertThat(project.refusal())
        .isEqualTo(
            """
            wrangler.toml:1:8: error: Expected "name" to be of type string, alphanumeric and \
            lowercase with dashes only but got 'My Worker'. Write "my-worker".
            wrangler.toml:2:8: error: Expected "main" to be of type string but got '5'. Put it in \
            quotes: "5".
            wrangler.toml:3:22: error: Invalid compatibility date: '2025-13-01'. Write it as \
            YYYY-MM-DD, for example '2026-08-29'.
            wrangler.toml:4:24: error: No such compatibility flag: 'nodejs_compt'. Did you mean \
            'nodejs_compat', 'no_nodejs_compat' or 'nodejs_compat_v2'?
            wrangler.toml:5:1: warning: Unexpected fields found in top-level field: 'mian'. Did you \
            mean 'main'?
            wrangler.toml:6:1: error: binding should have a string "class_name" field. Add \
            class_name = "...".
            wrangler.toml:8:1: warning: Unexpected fields found in durable_objects.bindings[0] \
            field: 'clas_name'. Did you mean 'class_name'?
            wrangler.toml:10:10: error: "limits.cpu_ms" must be between 1 and 300000 but got \
            '400000'. Write the milliseconds that one event may compute.\
            """);
  }

  @Test
  void placesInJsonAreThoseOfTheValues() {
    project.file(
        "wrangler.jsonc",
        """
        {
          "name": "demo", // fine
          "main": ["src/index.ts"],
          "compatibility_date": "2025-01-01",
          "migrations": [{ "tag": 1 }]
        }
        """);
    assertThat(project.refusal())
        .contains("wrangler.jsonc:3:11: error: Expected \"main\" to be of type string")
        .contains(
            "wrangler.jsonc:5:27: error: \"migrations[0]\" should have a string \"tag\" field but"
                + " got '1'. Add \"tag\": \"...\".");
  }

  @Test
  void brokenSyntaxIsRefusedWithItsPlace() {
    assertThat(project.toml("name = \"demo\"\nmain = \n").refusal())
        .startsWith("wrangler.toml:2:")
        .contains("error: The file cannot be parsed:");
    assertThat(project.file("wrangler.json", "{ \"name\": }").refusal())
        .startsWith("wrangler.json:1:11: error: The file cannot be parsed:");
  }

  @Test
  void bindingKindsThatAreNotProvidedAreRefusedByName() {
    project.with("[ai]\nbinding = \"AI\"\n[[kv_namespaces]]\nbinding = \"KV\"");
    assertThat(project.supporting(BindingKind.KV_NAMESPACES).refusal())
        .isEqualTo(
            "wrangler.toml:4:1: error: Perdure does not provide Workers AI bindings ('ai') yet."
                + " Remove \"ai\" to run the rest of the worker, or bind a worker of your own as a"
                + " service in its place.");
  }

  @Test
  void assetsThatAreInheritedAreRefusedToo() {
    project.with("assets = { directory = \"public\" }\n[env.staging]").environment("staging");
    assertThat(project.supporting(BindingKind.KV_NAMESPACES).refusal()).contains("('assets') yet");
  }

  @Test
  void bindingsNeedNamesOfTheirOwn() {
    project.with(
        """
        kv_namespaces = [{ binding = "DATA" }, { binding = "DATA" }]
        vars = { X = "1" }
        r2_buckets = [{ binding = "X" }]
        """);
    assertThat(project.refusal())
        .contains("'DATA' assigned to multiple KV Namespace bindings.")
        .contains("'X' assigned to Environment Variable and R2 Bucket bindings.");
  }

  @Test
  void environmentOfABindingNeedsAScriptName() {
    project.with(
        "durable_objects.bindings = [{ name = \"A\", class_name = \"A\", environment = \"e\" }]");
    assertThat(project.refusal())
        .contains("binding should have a \"script_name\" field if \"environment\" is present.");
  }

  @Test
  void durableObjectBindingsCannotBeRemote() {
    project.with("durable_objects.bindings = [{ name=\"A\", class_name=\"A\", remote=true }]");
    assertThat(project.refusal()).contains("Durable Object bindings cannot be remote here");
  }

  @Test
  void flagAndItsOppositeAreRefused() {
    project.with("compatibility_flags = [\"rpc\", \"no_rpc\"]");
    assertThat(project.refusal())
        .startsWith("wrangler.toml:4:31: error: Compatibility flags are mutually contradictory");
  }

  @Test
  void dateInTheFutureIsRefused() {
    project.toml("main = \"a.js\"\ncompatibility_date = \"2026-11-22\"");
    assertThat(project.refusal())
        .startsWith(
            "wrangler.toml:2:22: error: Can't set compatibility date in the future: '2026-11-22'.");
  }

  @Test
  void missingDateIsTheNewestWithAWarning() {
    project.toml("main = \"a.js\"");
    assertThat(project.warnings())
        .isEqualTo(
            "wrangler.toml: warning: No compatibility_date was specified. Using the newest date"
                + " that Perdure knows, '2026-08-29'. Add compatibility_date = \"2026-08-29\" to"
                + " keep today's behaviour.");
  }

  @Test
  void boundClassWithoutMigrationIsWarnedOfAndRefusedWhenStrict() {
    project.with("[durable_objects]\nbindings = [{ name = \"A\", class_name = \"A\" }]");
    String message =
        "The Durable Object class 'A' is bound, but no migration creates it. This may not work as"
            + " expected until you add [[migrations]] tag = \"v1\" new_sqlite_classes = [\"A\"].";
    assertThat(project.warnings()).isEqualTo("wrangler.toml:4:1: warning: " + message);
    assertThat(project.strict().refusal()).isEqualTo("wrangler.toml:4:1: error: " + message);
  }

  @Test
  void classOfAnotherWorkerNeedsNoMigration() {
    project.with(
        "durable_objects.bindings = [{ name=\"A\", class_name=\"A\", script_name=\"w\" }]");
    assertThat(project.warnings()).isEmpty();
  }

  @Test
  void declaredExportsStandInForMigrationsButNotBesideThem() {
    String objects = "durable_objects.bindings = [{ name = \"A\", class_name = \"A\" }]\n";
    String exports = "exports.A = { type = \"durable-object\", storage = \"sqlite\" }\n";
    assertThat(project.with(objects + exports).warnings()).isEmpty();
    project.with(objects + exports + "migrations = [{ tag = \"v1\", new_classes = [\"A\"] }]");
    assertThat(project.refusal()).contains("are mutually exclusive");
  }

  @Test
  void exportsAreCheckedByTheirState() {
    project.with(
        """
        [exports]
        A = { type = "durable-object" }
        B = { type = "durable-object", state = "renamed", renamed_to = "B" }
        C = { type = "durable-object", state = "gone" }
        D = { type = "worker" }
        E = { type = "durable-object", state = "deleted", storage = "sqlite" }
        """);
    assertThat(project.refusal())
        .contains("\"exports.A.storage\" is required for state \"created\"")
        .contains("\"exports.B.renamed_to\" cannot equal the source class name 'B'.")
        .contains("wrangler.toml:7:40: error: \"exports.C.state\" must be one of")
        .contains("\"exports.E.storage\" is forbidden on state \"deleted\".")
        .doesNotContain("exports.D");
  }

  @Test
  void removedKeysSayWhatReplacesThem() {
    assertThat(project.with("node_compat = true").refusal())
        .contains("compatibility_flags = [\"nodejs_compat\"]");
  }

  @Test
  void keysWithoutEffectAreWarnedOf() {
    assertThat(project.with("tail_consumers = [{ service = \"t\" }]").warnings())
        .isEqualTo("wrangler.toml:4:1: warning: The field \"tail_consumers\" has no effect here.");
  }
}
