package dev.perdure.host.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** {@code env} and {@code exports} as modules import them, and what takes their place. */
class ImportableEnvTest {
  private static final String SCRIPT =
      """
      import { exports, withExports } from 'cloudflare:workers';
      export const other = { fetch() {} };
      const seen = () => [typeof exports.other, exports.mark ?? null];
      export default {
        async fetch() {
          return Response.json([
            seen(), withExports({ mark: 1 }, seen), withExports('text', seen), withExports(null, seen),
          ]);
        },
      };
      """;

  private static String answer(String... flags) {
    try (TestWorker worker = TestWorker.flagged(LocalDate.of(2026, 1, 1), SCRIPT, flags)) {
      return worker.get("/");
    }
  }

  @Test
  void whatIsNoObjectDoesNotTakeThePlaceOfExports() {
    assertThat(answer("enable_ctx_exports"))
        .isEqualTo(
            "200 [[\"function\",null],[\"undefined\",1],[\"function\",null],[\"function\",null]]");
  }

  @Test
  void nullTakesTheirPlaceWhereTheFlagSaysSo() {
    assertThat(answer("enable_ctx_exports", "env_module_nullable_support"))
        .isEqualTo(
            "200 [[\"function\",null],[\"undefined\",1],[\"function\",null],[\"undefined\",null]]");
  }

  @Test
  void aWorkerMayHideThemFromItsModules() {
    assertThat(answer("enable_ctx_exports", "disallow_importable_env"))
        .isEqualTo(
            "200 [[\"undefined\",null],[\"undefined\",1],[\"undefined\",null],[\"undefined\",null]]");
  }
}
