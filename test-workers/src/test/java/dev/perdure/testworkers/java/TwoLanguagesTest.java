package dev.perdure.testworkers.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.harness.TestHost;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One program in two languages: the same assertions, and the same storage. */
class TwoLanguagesTest {
  @Nested
  class InJavaScript extends TwoLanguages {
    InJavaScript() {
      super("javascript");
    }
  }

  @Nested
  class InJava extends TwoLanguages {
    InJava() {
      super("java");
    }
  }

  @Nested
  class InFencedJava extends TwoLanguages {
    InFencedJava() {
      super("java-fenced");
    }
  }

  @Nested
  class WithObjectsInJava extends TwoLanguages {
    WithObjectsInJava() {
      super("java-objects");
    }
  }

  @Nested
  class WithItsEntryInJava extends TwoLanguages {
    WithItsEntryInJava() {
      super("java-entry");
    }
  }

  @Test
  void theClassOfAnObjectIsRewrittenInTheOtherLanguageAndBack(@TempDir Path state) {
    try (TestHost host = TwoLanguages.host("javascript").on(state).start()) {
      TwoLanguages.call(host, "kept", "put", "[\"key\", {\"by\": [\"js\"], \"n\": 1.5}]");
      TwoLanguages.call(host, "kept", "note", "[\"by js\"]");
    }
    try (TestHost host = TwoLanguages.host("java").on(state).start()) {
      assertThat(TwoLanguages.call(host, "kept", "get", "[\"key\"]"))
          .hasToString("{by=[js], n=1.5}");
      TwoLanguages.call(host, "kept", "put", "[\"key\", {\"by\": [\"java\"], \"n\": 2}]");
      assertThat(TwoLanguages.call(host, "kept", "note", "[\"by java\"]"))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
          .extracting("text")
          .isEqualTo(List.of("by js", "by java"));
    }
    try (TestHost host = TwoLanguages.host("javascript").on(state).start()) {
      assertThat(TwoLanguages.call(host, "kept", "get", "[\"key\"]"))
          .hasToString("{by=[java], n=2}");
      assertThat((List<?>) TwoLanguages.call(host, "kept", "notes", "[]")).hasSize(2);
      assertThat(TwoLanguages.call(host, "kept", "instances", "[]")).isEqualTo(3);
    }
  }
}
