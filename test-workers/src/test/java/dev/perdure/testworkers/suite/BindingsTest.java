package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bindings beside objects, and two workers in one host. */
class BindingsTest {
  private static final Path PROJECT = Path.of("src/test/workers/bindings").toAbsolutePath();

  @RegisterExtension
  static final TestHost HOST =
      TestHost.at(
              PROJECT,
              TestHost.Settings.DEV.with(
                  PROJECT.resolve("wrangler.jsonc"), PROJECT.resolve("other/wrangler.jsonc")))
          .timed();

  @Test
  void assetsAnswerBeforeTheWorker() {
    assertThat(HOST.fetch("/").body()).isEqualTo("<h1>home</h1>\n");
    assertThat(HOST.fetch("/asset.txt").body()).isEqualTo("an asset\n");
    assertThat(HOST.run("asset")).isEqualTo("an asset\n");
  }

  @Test
  void aNamespaceKeepsValues() {
    Map<String, Object> several = new HashMap<>();
    several.put("a", "1");
    several.put("b", "b");
    several.put("c", null);
    Map<String, Object> entry = new HashMap<>();
    entry.put("value", "1");
    entry.put("metadata", Map.of("m", true));
    entry.put("cacheStatus", null);

    assertThat(HOST.run("kv"))
        .isEqualTo(
            Map.of(
                "text",
                "1",
                "json",
                1,
                "withMetadata",
                entry,
                "several",
                several,
                "names",
                List.of("a", "b"),
                "refused",
                error(
                    "Error",
                    "KV PUT failed: 400 Invalid expiration_ttl of 5. Expiration TTL must be at"
                        + " least 60.")));
  }

  @Test
  void aValueExpires() {
    assertThat(HOST.run("expiring")).isEqualTo("x");
    HOST.pass(Duration.ofSeconds(61));
    assertThat(HOST.run("expired")).isEqualTo(true);
  }

  @Test
  void aRateIsLimitedUntilTheNextWindow() {
    assertThat(HOST.run("limit")).isEqualTo(List.of(true, true, false));
    HOST.pass(Duration.ofSeconds(60));
    assertThat(HOST.run("limit")).isEqualTo(List.of(true, true, false));
  }

  @Test
  void databasesAndBucketsAreThereAfterARestart() {
    assertThat(HOST.run("d1"))
        .isEqualTo(
            Map.of(
                "changes",
                1,
                "failed",
                "D1_ERROR: UNIQUE constraint failed: people.id: SQLITE_CONSTRAINT (extended:"
                    + " SQLITE_CONSTRAINT_PRIMARYKEY)",
                "all",
                List.of(Map.of("id", 1, "name", "ann")),
                "raw",
                List.of(List.of("id", "name"), List.of(1, "ann"))));
    List<Object> expected = new ArrayList<>();
    expected.addAll(List.of(9, Map.of("a", "b"), "object", false));
    expected.add(null);
    assertThat(HOST.run("r2")).isEqualTo(expected);
    HOST.run("kv");

    HOST.restart();

    assertThat(HOST.run("kept")).isEqualTo(List.of("1", "ann", "an object"));
  }

  @Test
  void aWorkerStartsWithoutTheServicesThatItOnlyWritesTo() {
    assertThat(HOST.run("stands"))
        .isEqualTo(
            List.of(
                List.of("id", "tag", "timestamp"),
                "[undefined]",
                error(
                    "Error",
                    "env.MAIL.send() was refused: Perdure sends no e-mail. Call an e-mail service"
                        + " by fetch() in its place.")));
  }

  @Test
  @Behaviour("WRK-038")
  void otherWorkersAndTheirObjectsAreReached() {
    assertThat(HOST.run("others"))
        .isEqualTo(List.of("other /path", "hello you, from bindings", 2, 5));
  }
}
