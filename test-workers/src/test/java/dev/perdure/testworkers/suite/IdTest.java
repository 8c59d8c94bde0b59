package dev.perdure.testworkers.suite;

import static dev.perdure.testworkers.harness.TestHost.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.testworkers.behaviour.Behaviour;
import dev.perdure.testworkers.harness.TestHost;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IdTest {
  private static final String UNDEFINED = "[undefined]";

  @RegisterExtension static final TestHost HOST = TestHost.of("objects");

  @Test
  @Behaviour("ID-001")
  void anIdIsSixtyFourHexDigits() {
    assertThat(HOST.run("idsAsText"))
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .hasSize(3)
        .allMatch(text -> text.matches("[0-9a-f]{64}"));
  }

  @Test
  @Behaviour("ID-002")
  void anIdOfTheTextOfAnIdEqualsIt() {
    assertThat(HOST.run("idFromItsText")).isEqualTo(List.of(true, true));
  }

  @Test
  @Behaviour({"ID-003", "NS-018"})
  void uniqueIdsDiffer() {
    assertThat(HOST.run("uniqueIdsDiffer")).isEqualTo(false);
    assertThat(HOST.run("manyUniqueIds")).isEqualTo(1000);
  }

  @Test
  @Behaviour("ID-004")
  void theNameDecidesTheId() {
    assertThat(HOST.run("namesDecide")).isEqualTo(List.of(true, false));
  }

  @Test
  @Behaviour({"ID-005", "ID-006", "ID-007"})
  void onlyAnIdFromANameHasAName() {
    assertThat(HOST.run("namesOfIds")).isEqualTo(List.of("fred", UNDEFINED, UNDEFINED));
  }

  @Test
  @Behaviour({"ID-008", "ID-013"})
  void theObjectKnowsTheNameItWasReachedByFromItsConstructorOn() {
    assertThat(object("seenThroughName"))
        .containsEntry("name", "through name")
        .extractingByKey("constructorSaw")
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("name", "through name");
    assertThat(object("seenThroughIdOfName")).containsEntry("name", "by id");
  }

  @Test
  @Behaviour({"ID-009", "ID-010"})
  void theObjectHasNoNameWhenReachedByAnIdWithoutOne() {
    assertThat(object("seenThroughText")).containsEntry("name", UNDEFINED);
    assertThat(object("seenThroughUniqueId"))
        .extractingByKey("saw")
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("name", UNDEFINED);
  }

  @Test
  @Behaviour("ID-011")
  void namesOverThousandAndTwentyFourBytesAddressButAreNotPassedOn() {
    assertThat(HOST.run("longNames"))
        .isEqualTo(Map.of("at1024", 1024, "at1025", UNDEFINED, "again", "long"));
  }

  @Test
  @Behaviour("ID-012")
  void anAlarmAfterARestartKnowsTheName() {
    HOST.run("wake", "delay=500");
    HOST.restart();

    assertThat(HOST.run("alarmSaw")).isEqualTo(Map.of("handler", "woken", "constructor", "woken"));
  }

  @Test
  @Behaviour({"ID-014", "ID-025"})
  void theObjectSeesTheIdItWasAddressedBy() {
    Map<String, Object> seen = object("seenThroughUniqueId");

    assertThat(seen)
        .extractingByKey("saw")
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("id", seen.get("asked"))
        .containsEntry("kind", "[object DurableObjectId]");
  }

  @Test
  @Behaviour("ID-015")
  void idsHaveNoJurisdictionWhereTheNamespaceHasNone() {
    assertThat(HOST.run("jurisdictionOf")).isEqualTo(List.of(UNDEFINED, UNDEFINED));
    assertThat(object("seenThroughName")).containsEntry("jurisdiction", UNDEFINED);
  }

  @Test
  @Behaviour("ID-019")
  void makingAnIdMakesNoObject() {
    assertThat(HOST.run("onlyMakeIds"))
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .allSatisfy(id -> assertThat(HOST.database("objects-Probe", id)).doesNotExist())
        .noneMatch(id -> HOST.logs().toString().contains("constructed " + id));
  }

  @Test
  @Behaviour({"ID-020", "NS-008"})
  void anIdOfNobodyOrOfAnotherNamespaceIsRefused() {
    Map<String, Object> refused =
        error("TypeError", "Durable Object ID is not valid for this namespace.");

    assertThat(HOST.run("arbitraryHex")).isEqualTo(refused);
    assertThat(HOST.run("foreignId")).isEqualTo(refused);
  }

  @Test
  @Behaviour("ID-021")
  void textThatIsNotSixtyFourHexDigitsIsRefused() {
    Map<String, Object> refused =
        error("TypeError", "Invalid Durable Object ID: must be 64 hex digits");

    assertThat(HOST.run("malformed")).isEqualTo(List.of(refused, refused, refused));
  }

  @Test
  @Behaviour("ID-022")
  void aNameGivesTheSameIdAfterARestart() {
    Object before = HOST.run("stableId");
    HOST.restart();

    assertThat(HOST.run("stableId"))
        .isEqualTo(before)
        .isEqualTo("769555f476b44eaa1930c6472b73d3e1e25b1c0e6803b70f0a10a51437e50feb");
  }

  @Test
  @Behaviour("ID-023")
  void aNameGivesDifferentIdsInDifferentClasses() {
    assertThat(HOST.run("idsPerClass"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .doesNotHaveDuplicates();
  }

  @Test
  @Behaviour("ID-024")
  void scriptsCannotConstructIds() {
    assertThat(HOST.run("constructAnId")).isEqualTo(error("TypeError", "Illegal constructor"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(String name) {
    return (Map<String, Object>) HOST.run(name);
  }
}
