package dev.perdure.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FacetIndexTest {
  @TempDir Path folder;

  private FacetIndex open() {
    return new FacetIndex(folder.resolve("a.facets"));
  }

  @Test
  void aFacetKeepsItsNumber() {
    FacetIndex index = open();
    assertThat(index.number(0, "a")).isEqualTo(1);
    assertThat(index.number(0, "b")).isEqualTo(2);
    assertThat(index.number(1, "a")).isEqualTo(3);
    assertThat(index.number(0, "a")).isEqualTo(1);
    assertThat(index.children(0)).containsExactlyInAnyOrderEntriesOf(Map.of("a", 1, "b", 2));
    assertThat(open().children(1)).isEqualTo(Map.of("a", 3));
  }

  @Test
  void askingForChildrenWritesNothing() {
    assertThat(open().children(0)).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anEndThatWasWrittenHalfIsWrittenOver() throws IOException {
    open().number(0, "whole");
    Path file = folder.resolve("a.facets");
    Files.write(file, new byte[] {0, 0, 9, 0, 'h'}, StandardOpenOption.APPEND);

    assertThat(open().number(0, "next")).isEqualTo(2);
    assertThat(open().children(0)).isEqualTo(Map.of("whole", 1, "next", 2));
  }

  @Test
  void whatIsNoIndexIsTakenForAnEmptyOne() throws IOException {
    Files.writeString(folder.resolve("a.facets"), "something else");
    assertThat(open().number(0, "a")).isEqualTo(1);
    assertThat(open().children(0)).isEqualTo(Map.of("a", 1));
  }
}
