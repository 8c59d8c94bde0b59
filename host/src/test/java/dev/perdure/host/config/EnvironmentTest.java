package dev.perdure.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
  @TempDir Path directory;
  private TempProject project;

  @BeforeEach
  void makeProject() {
    project =
        new TempProject(directory)
            .with(
                """
                minify = true
                durable_objects.bindings = [{ name = "COUNTER", class_name = "Counter" }]
                migrations = [{ tag = "v1", new_sqlite_classes = ["Counter"] }]
                vars = { MODE = "top" }
                [env.staging]
                main = "src/staging.ts"
                [env.named]
                name = "other"
                vars = { MODE = "named" }
                durable_objects.bindings = []
                """);
  }

  @Test
  void environmentAppendsItsNameToTheWorkers() {
    assertThat(project.environment("staging").main().name()).isEqualTo("demo-staging");
    assertThat(project.environment("named").main().name()).isEqualTo("other");
  }

  @Test
  void variableOfTheProcessChoosesTheEnvironment() {
    assertThat(project.process(Map.of("CLOUDFLARE_ENV", "staging")).main().name())
        .isEqualTo("demo-staging");
  }

  @Test
  void migrationsAndSettingsAreInheritedAndOverridden() {
    WorkerConfig staging = project.environment("staging").main();
    assertThat(staging.main()).contains(project.path("src/staging.ts"));
    assertThat(staging.bundling().minify()).isTrue();
    assertThat(staging.migrations()).hasSize(1);
  }

  @Test
  void bindingsAndVariablesAreNotInherited() {
    WorkerConfig staging = project.environment("staging").main();
    assertThat(staging.bindings().durableObjects()).isEmpty();
    assertThat(staging.vars()).isEmpty();
    assertThat(project.warnings())
        .contains(
            "wrangler.toml:5:1: warning: \"durable_objects\" exists at the top level, but not on"
                + " \"env.staging\".")
        .contains("Please add \"vars\" to \"env.staging\".");
  }

  @Test
  void unknownEnvironmentIsRefusedWhenThereAreOthers() {
    assertThat(project.environment("stagin").refusal())
        .contains(
            "No environment found in configuration with name 'stagin'. The available configured"
                + " environment names are: 'staging', 'named'.")
        .endsWith("Did you mean 'staging'?");
  }

  @Test
  void unknownEnvironmentIsTheTopLevelWhenThereAreNone() {
    project.with("vars = { MODE = \"top\" }").environment("dev");
    assertThat(project.main().name()).isEqualTo("demo-dev");
    assertThat(project.main().vars()).containsEntry("MODE", new Variable.Text("top"));
    assertThat(project.warnings()).contains("Consider adding an environment configuration section");
  }
}
