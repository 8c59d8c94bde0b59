package dev.perdure.testworkers.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.harness.TestHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of Java that go to JavaScript and back; see the table in docs/java-workers.md. */
class JavaValuesTest {
  @RegisterExtension static final TestHost HOST = TestHost.of("java-values");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomValuesComeBackTheSame(long seed) {
    assertThat(HOST.fetch("/random?seed=" + seed).body()).isEqualTo("[]");
  }

  @Test
  void recordsEnumsAndSealedTypesComeBack() {
    assertThat(HOST.fetch("/records").body())
        .isEqualTo(
            "[true,true,[{\"type\":\"Circle\",\"radius\":2},{\"type\":\"Square\",\"side\":3,"
                + "\"label\":\"s\"}],\"Object\",{\"type\":\"Circle\",\"radius\":1}]");
  }

  @Test
  void javaScriptSeesItsOwnTypes() {
    assertThat(HOST.fetch("/kinds").body())
        .isEqualTo(
            "[\"number\",\"bigint\",\"string\",\"Date\",\"Uint8Array\",\"Array\",\"Set\",\"Map\","
                + "\"Object\",\"Error\",\"function\"]");
    assertThat(HOST.fetch("/hidden").body())
        .isEqualTo(
            "[\"map LinkedHashMap\",\"undefinedOne null\",\"when Instant\",\"big BigInteger\","
                + "\"bytes byte[]\",\"buffer byte[]\",\"floats double[]\","
                + "\"error WorkerException\",\"regexp Pattern\",\"set LinkedHashSet\"]");
  }

  @Test
  void functionsGoBothWays() {
    assertThat(HOST.fetch("/functions").body()).isEqualTo("[45,42]");
  }

  @Test
  void callsAreUnderWayTogether() {
    assertThat(HOST.fetch("/tasks").body()).isEqualTo("3");
  }

  @Test
  void whatDoesNotFitNamesItsPlace() {
    assertThat(HOST.fetch("/wrong").body())
        .isEqualTo("TypeError: The value is an array and not of type 'Point'.");
    assertThat(HOST.fetch("/unsent").body())
        .isEqualTo(
            "DataCloneError: Could not serialize object of type \"Object\". This type does not"
                + " support serialization. Make it a record, or implement RpcTarget to pass it by"
                + " reference.");
  }

  @Test
  void nothingOfTheHostCanBeNamed() {
    assertThat(HOST.fetch("/host").body()).isEqualTo("[\"no\",\"no\",\"no\",\"no\",\"no\"]");
  }
}
