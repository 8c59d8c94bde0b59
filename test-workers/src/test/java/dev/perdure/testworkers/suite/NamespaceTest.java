package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NamespaceTest {
  private static final String UNDEFINED = "[undefined]";

  @RegisterExtension static final TestHost HOST = TestHost.of("objects");

  @Test
  @Behaviour("NS-001")
  void aBindingHasTheMethodsOfANamespace() {
    assertThat(HOST.run("methods")).isEqualTo(Collections.nCopies(6, "function"));
  }

  @Test
  @Behaviour("NS-024")
  void aNamespaceIsNoStore() {
    assertThat(HOST.run("noStoreMethods")).isEqualTo(Collections.nCopies(3, "undefined"));
  }

  @Test
  @Behaviour("NS-002")
  void getGivesAStubAtOnce() {
    assertThat(HOST.run("stubAtOnce"))
        .isEqualTo(
            List.of(
                false,
                "object",
                "3fadc0e69a2db77e4781bd53e6b1536b07e9dbb82dde50bb26ef2b3d57dc8e18"));
  }

  @Test
  @Behaviour("NS-003")
  void getByNameIsGetOfTheIdOfTheName() {
    assertThat(HOST.run("byNameOrById")).isEqualTo(List.of("same stub", "same stub", true, "Ada"));
  }

  @Test
  @Behaviour("NS-004")
  void aStubStartsItsObjectAtTheFirstCall() {
    String id = (String) HOST.run("onlyGet");
    assertThat(HOST.database("objects-Probe", id)).doesNotExist();
    assertThat(HOST.logs().toString()).doesNotContain("constructed " + id);

    assertThat(HOST.run("thenCall")).isEqualTo(1);
    assertThat(HOST.logs().toString()).contains("constructed " + id);
  }

  @Test
  @Behaviour({"NS-005", "NS-006"})
  void locationHintsAreAccepted() {
    assertThat(HOST.run("locationHints")).isEqualTo(Collections.nCopies(11, 2));
  }

  @Test
  @Behaviour("NS-007")
  void aHintForAnExistingObjectHasNoEffect() {
    assertThat(HOST.run("laterHint")).isEqualTo(2);
  }

  @Test
  @Behaviour("NS-025")
  void unknownOptionsOfGetAreIgnored() {
    assertThat(HOST.run("unknownOption")).isEqualTo(1);
  }

  @Test
  @Behaviour("NS-015")
  void jurisdictionsAreRefusedAsTheLocalRuntimeDoes() {
    Map<String, Object> refused =
        error("Error", "Jurisdiction restrictions are not implemented in workerd.");

    assertThat(HOST.run("jurisdictions")).isEqualTo(List.of(refused, refused));
  }

  @Test
  @Behaviour("NS-016")
  void twoBindingsToOneClassAddressTheSameObjects() {
    assertThat(HOST.run("twoBindings")).isEqualTo(List.of(true, "one object"));
  }

  @Test
  @Behaviour("NS-017")
  void anyNumberOfNamesCanBeAddressed() {
    assertThat(HOST.run("manyNames")).isEqualTo(true);
  }

  @Test
  @Behaviour("NS-019")
  void twoStubsOfAnIdReachOneInstance() {
    assertThat(HOST.run("oneInstance")).isEqualTo(List.of("shared", "shared"));
  }

  @Test
  @Behaviour("NS-020")
  void objectsOfAClassShareNeitherFieldsNorStorage() {
    assertThat(HOST.run("nothingShared")).isEqualTo(List.of(UNDEFINED, UNDEFINED, true));
  }

  @Test
  @Behaviour("NS-021")
  void objectsCallObjectsOfOtherClassesAndOfTheirOwn() {
    assertThat(HOST.run("fromInside")).isEqualTo(List.of(1, 1));
  }

  @Test
  @Behaviour("NS-022")
  void everyExportedClassHasALoopbackNamespace() {
    assertThat(HOST.run("loopbackNamespaces")).isEqualTo(List.of(true, 1));
  }

  @Test
  @Behaviour("NS-023")
  void aBindingThatIsMissingIsUndefined() {
    assertThat(HOST.run("missingBinding"))
        .isEqualTo(
            error("TypeError", "Cannot read properties of undefined (reading 'idFromName')"));
  }
}
