package dev.perdure.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariablesTest {
  @TempDir Path directory;
  private TempProject project;

  @BeforeEach
  void makeProject() {
    project = new TempProject(directory);
  }

  @Test
  void stringsStayStringsAndTheRestIsJson() {
    assertThat(project.with("[vars]\nA = \"x\"\nB = { c = [1, true] }\nN = 5").main().vars())
        .containsEntry("A", new Variable.Text("x"))
        .containsEntry("B", new Variable.Json("{\"c\":[1,true]}"))
        .containsEntry("N", new Variable.Json("5"));
  }

  @Test
  void devVarsOverrideVarsAndAreSecret() {
    project.with("[vars]\nA = \"x\"").file(".dev.vars", "A=\"local\"\nTOKEN=t # comment\n");
    assertThat(project.main().vars())
        .containsEntry("A", new Variable.Secret("local"))
        .containsEntry("TOKEN", new Variable.Secret("t"));
    assertThat(project.main().toString()).doesNotContain("local");
  }

  @Test
  void devVarsOfTheEnvironmentReplaceTheCommonOnes() {
    project
        .with("[env.staging]")
        .file(".dev.vars", "A=1\nB=2")
        .file(".dev.vars.staging", "A=3")
        .environment("staging");
    assertThat(project.main().vars()).isEqualTo(Map.of("A", new Variable.Secret("3")));
  }

  @Test
  void envFilesAreMergedAndExpandedWhenThereAreNoDevVars() {
    project
        .with("")
        .file(".env", "HOST=a\nURL=http://${HOST}:${PORT:-80}/")
        .file(".env.local", "HOST=b");
    assertThat(project.main().vars()).containsEntry("URL", new Variable.Secret("http://b:80/"));
    project.file(".dev.vars", "ONLY=1");
    assertThat(project.main().vars()).containsOnlyKeys("ONLY");
  }

  @Test
  void declaredSecretsHideOthersAndAreMissedWhenAbsent() {
    project
        .with("secrets = { required = [\"TOKEN\", \"GONE\"] }")
        .file(".dev.vars", "TOKEN=t\nX=1");
    assertThat(project.main().vars()).containsOnlyKeys("TOKEN");
    assertThat(project.warnings()).contains("Missing required secrets: 'GONE'.");
  }

  @Test
  void commandLineOverridesEverything() {
    project.with("[vars]\nA = \"x\"").file(".dev.vars", "A=1").vars("A:cli:2");
    assertThat(project.main().vars()).containsEntry("A", new Variable.Text("cli:2"));
    assertThat(project.vars("A").refusal())
        .isEqualTo(
            "--var: error: A variable is written as KEY:VALUE, but got 'A'. Write --var"
                + " NAME:value.");
  }

  @Test
  void tomlDateIsRefused() {
    assertThat(project.with("[vars]\nDAY = 2025-12-19").refusal())
        .isEqualTo(
            "wrangler.toml:5:7: error: The field \"vars.DAY\" is a TOML date, which is not"
                + " supported. Please use a string instead: DAY = \"2025-12-19\".");
  }

  @Test
  void dotEnvDialectIsRead() {
    assertThat(
            DotEnv.parse(
                """
                # comment
                export PLAIN=value
                SPACED =  a b  # trailing
                SINGLE='a\\nb'
                DOUBLE="a\\nb"
                MULTI="line 1
                line 2"
                EMPTY=
                HASH="a#b"
                YAML: style
                """))
        .containsEntry("PLAIN", "value")
        .containsEntry("SPACED", "a b")
        .containsEntry("SINGLE", "a\\nb")
        .containsEntry("DOUBLE", "a\nb")
        .containsEntry("MULTI", "line 1\nline 2")
        .containsEntry("EMPTY", "")
        .containsEntry("HASH", "a#b")
        .containsEntry("YAML", "style")
        .hasSize(8);
  }
}
