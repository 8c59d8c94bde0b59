package dev.perdure.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TomlPositionsTest {
  private static final String TEXT =
      """
      # head
      name = "a" # tail
      "quoted.key" = 1
      [table]
      multi = \"""
      [not.a.table]
      \"""
      list = [ # comment ]
        "x",
        { k = 'v' },
      ]
      [[array]]
      a.b = 1
      [array.inner]
      c = 2
      [[array]]
      a = 3
      """;

  @Test
  void placesFollowTheStructure() {
    Positions positions = new Positions("f");
    TomlPositions.find(TEXT, positions);
    assertThat(positions.ofValue("name")).hasToString("f:2:8");
    assertThat(positions.ofKey("quoted.key")).hasToString("f:3:1");
    assertThat(positions.ofKey("table.list")).hasToString("f:8:1");
    assertThat(positions.ofValue("table.list[0]")).hasToString("f:9:3");
    assertThat(positions.ofValue("table.list[1].k")).hasToString("f:10:9");
    assertThat(positions.ofValue("array[0].a.b")).hasToString("f:13:7");
    assertThat(positions.ofValue("array[0].inner.c")).hasToString("f:15:5");
    assertThat(positions.ofKey("array[1].a")).hasToString("f:17:1");
  }

  @Test
  void missingValuesAreAtWhatEnclosesThem() {
    Positions positions = new Positions("f");
    TomlPositions.find(TEXT, positions);
    assertThat(positions.ofValue("array[1].missing")).hasToString("f:16:1");
    assertThat(positions.ofValue("nothing")).hasToString("f");
  }
}
