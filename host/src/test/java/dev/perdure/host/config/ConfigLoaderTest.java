package dev.perdure.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.workers.compat.CompatFlag;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  @TempDir Path directory;
  private TempProject project;

  @BeforeEach
  void makeProject() {
    project = new TempProject(directory);
  }

  @Test
  void tomlJsonAndJsoncSayTheSame() {
    WorkerConfig toml =
        project
            .toml(
                """
                name = "demo"
                main = "src/index.ts"
                compatibility_date = "2025-01-01"
                [[durable_objects.bindings]]
                name = "COUNTER"
                class_name = "Counter"
                [[migrations]]
                tag = "v1"
                new_sqlite_classes = ["Counter"]
                """)
            .main();
    String json =
        """
        {
          // the worker
          "name": "demo", "main": "src/index.ts", /* dated */ "compatibility_date": "2025-01-01",
          "durable_objects": { "bindings": [ { "name": "COUNTER", "class_name": "Counter" }, ] },
          "migrations": [ { "tag": "v1", "new_sqlite_classes": ["Counter"], } ],
        }
        """;
    WorkerConfig jsonc = project.file("wrangler.jsonc", json).main();
    assertThat(jsonc.bindings()).isEqualTo(toml.bindings());
    assertThat(jsonc.migrations()).isEqualTo(toml.migrations());
    assertThat(project.file("wrangler.json", json).main().main()).isEqualTo(toml.main());
  }

  @Test
  void jsonIsPreferredToJsoncAndToml() {
    project.with("");
    project.file("wrangler.jsonc", "{\"name\": \"c\", \"main\": \"a.js\"}");
    assertThat(project.main().name()).isEqualTo("c");
    project.file("wrangler.json", "{\"name\": \"j\", \"main\": \"a.js\"}");
    assertThat(project.main().name()).isEqualTo("j");
  }

  @Test
  void configurationIsFoundAboveTheTarget() {
    project.with("").file("src/deep/keep.txt", "");
    assertThat(project.target("src/deep").main().directory()).isEqualTo(directory);
  }

  @Test
  void mainIsRelativeToTheFile() {
    assertThat(project.with("").main().main()).contains(directory.resolve("src/index.ts"));
  }

  @Test
  void scriptStandsInForMain() {
    project.with("").file("src/other.ts", "");
    assertThat(project.target("src/other.ts").main().main()).contains(project.path("src/other.ts"));
  }

  @Test
  void scriptWithoutConfigurationRunsWithTheNewestDate() {
    project.file("index.js", "export default {}").target("index.js");
    WorkerConfig worker = project.main();
    assertThat(worker.name()).isEqualTo("worker");
    assertThat(worker.compat().on(CompatFlag.NODEJS_COMPAT)).isTrue();
    assertThat(project.warnings())
        .startsWith("index.js: warning: No compatibility_date was specified.");
  }

  @Test
  void folderWithoutConfigurationIsRefused() {
    assertThat(project.refusal()).contains("Missing entry-point to Worker script");
  }

  @Test
  void severalFilesMakeSeveralWorkers() {
    project
        .file(
            "a/wrangler.toml", "name = \"a\"\nmain = \"a.js\"\ncompatibility_date = \"2025-01-01\"")
        .file("b/wrangler.jsonc", "{\"name\": \"b\", \"main\": \"b.js\"}")
        .configs("a/wrangler.toml", "b/wrangler.jsonc");
    assertThat(project.load().workers()).extracting(WorkerConfig::name).containsExactly("a", "b");
    assertThat(project.configs("a/wrangler.toml", "a/wrangler.toml").refusal())
        .contains("Two workers of this session are named 'a'.");
  }

  @Test
  void generatedConfigurationReplacesTheUsersOwn() {
    project
        .with("[vars]\nKEY = \"own\"")
        .file(".wrangler/deploy/config.json", "{\"configPath\": \"../../dist/wrangler.json\"}")
        .file(
            "dist/wrangler.json",
            """
            {"name": "demo", "main": "index.js", "compatibility_date": "2025-01-01",
             "topLevelName": "demo", "vars": {"KEY": "built"}, "unsafe": {}, "workflows": [],
             "logfwdr": {"bindings": []}, "legacy_env": true}
            """)
        .supporting();
    WorkerConfig worker = project.main();
    assertThat(worker.main()).contains(project.path("dist/index.js"));
    assertThat(worker.directory()).isEqualTo(directory);
    assertThat(worker.vars()).containsEntry("KEY", new Variable.Text("built"));
  }

  @Test
  void generatedConfigurationIsForTheEnvironmentItWasBuiltFor() {
    project
        .with("[env.staging]\n[env.other]")
        .file(".wrangler/deploy/config.json", "{\"configPath\": \"../../dist/wrangler.json\"}")
        .file(
            "dist/wrangler.json",
            """
            {"name": "demo-staging", "main": "index.js", "compatibility_date": "2025-01-01",
             "targetEnvironment": "staging"}
            """);
    assertThat(project.environment("staging").main().name()).isEqualTo("demo-staging");
    assertThat(project.environment("other").refusal())
        .contains("You have specified the environment 'other'. This does not match");
  }

  @Test
  void generatedConfigurationThatIsGoneIsRefused() {
    project
        .with("")
        .file(".wrangler/deploy/config.json", "{\"configPath\": \"../../dist/wrangler.json\"}");
    assertThat(project.refusal()).contains("does not exist. Run the project's build again");
  }

  @Test
  void settingsOfAllKindsAreRead() {
    WorkerConfig worker =
        project
            .with(
                """
                compatibility_flags = ["nodejs_compat"]
                minify = true
                [limits]
                cpu_ms = 1000
                [triggers]
                crons = ["* * * * *"]
                [build]
                command = "make"
                cwd = "lib"
                [define]
                VERSION = "'1'"
                [dev]
                port = 9000
                [[rules]]
                type = "Text"
                globs = ["**/*.md"]
                fallthrough = true
                [[ratelimits]]
                name = "LIMIT"
                namespace_id = "1"
                simple = { limit = 5, period = 60 }
                [assets]
                directory = "public"
                run_worker_first = ["/api/*"]
                """)
            .main();
    assertThat(worker.cpuLimit()).contains(Duration.ofSeconds(1));
    assertThat(worker.crons()).containsExactly("* * * * *");
    assertThat(worker.dev().port()).contains(9000);
    assertThat(worker.compat().on(CompatFlag.NODEJS_COMPAT_V2)).isTrue();
    assertThat(worker.bundling().define()).containsEntry("VERSION", "'1'");
    assertThat(worker.bundling().minify()).isTrue();
    assertThat(worker.bundling().build())
        .contains(
            new BundleSettings.BuildCommand(
                "make", project.path("lib"), List.of(project.path("src"))));
    assertThat(worker.bundling().rules())
        .containsExactly(
            new BundleSettings.Rule(
                BundleSettings.RuleType.TEXT, List.of("**/*.md"), Optional.of(true)));
    assertThat(worker.bindings().rateLimits())
        .containsExactly(new Bindings.RateLimit("LIMIT", "1", 5, 60));
    assertThat(worker.bindings().assets().orElseThrow().runWorkerFirst()).containsExactly("/api/*");
  }

  @Test
  void bindingsToOtherWorkersCarryTheEnvironment() {
    WorkerConfig worker =
        project
            .with(
                """
                services = [{ binding = "OTHER", service = "other", environment = "staging" }]
                [durable_objects]
                bindings = [{ name = "X", class_name = "X", script_name = "w", environment = "e" }]
                """)
            .main();
    assertThat(worker.bindings().services().getFirst().service()).isEqualTo("other-staging");
    assertThat(worker.bindings().durableObjects().getFirst().scriptName()).contains("w-e");
  }

  @Test
  void resourcesWithoutAnIdAreNamedByTheirBinding() {
    Bindings bindings =
        project
            .with(
                """
                kv_namespaces = [{ binding = "KV" }, { binding = "P", id = "a", preview_id = "b" }]
                d1_databases = [{ binding = "DB" }]
                r2_buckets = [{ binding = "B", bucket_name = "pail" }]
                [queues]
                producers = [{ binding = "Q", queue = "q" }]
                consumers = [{ queue = "q", max_batch_size = 3 }]
                """)
            .main()
            .bindings();
    assertThat(bindings.kvNamespaces())
        .containsExactly(new Bindings.KvNamespace("KV", "KV"), new Bindings.KvNamespace("P", "b"));
    assertThat(bindings.d1Databases().getFirst().databaseId()).isEqualTo("DB");
    assertThat(bindings.r2Buckets().getFirst().bucketName()).isEqualTo("pail");
    assertThat(bindings.queueConsumers().getFirst().maxBatchSize()).contains(3);
  }

  @Test
  void harmlessKeysAreTakenInSilence() {
    project.with(
        """
        account_id = "x"
        workers_dev = true
        routes = ["a.com/*"]
        placement = { mode = "smart" }
        [observability]
        enabled = true
        """);
    assertThat(project.warnings()).isEmpty();
  }
}
