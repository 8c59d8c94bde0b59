package dev.perdure.host.sourcemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceMapTest {
  /** Segments with one, four and no fields, over lines with gaps. */
  private static final String MAP =
      """
      {"version": 3, "sources": ["src/a.ts", "src/b.ts"],
       "mappings": ";AAAA,SAAS,EAAE;AACT,QAAM;ACAR,C;;yBAAyB"}
      """;

  @Test
  void placesAreFoundBySegment() {
    SourceMap map = SourceMap.parse(MAP);
    assertThat(map.original(2, 1)).hasToString("Optional[src/a.ts:1:1]");
    assertThat(map.original(2, 10)).hasToString("Optional[src/a.ts:1:10]");
    assertThat(map.original(3, 1)).hasToString("Optional[src/a.ts:2:3]");
    assertThat(map.original(3, 40)).hasToString("Optional[src/a.ts:2:9]");
    assertThat(map.original(4, 1)).hasToString("Optional[src/b.ts:2:1]");
  }

  @Test
  void placesWithoutAnOriginAreNotFound() {
    SourceMap map = SourceMap.parse(MAP);
    assertThat(map.original(1, 1)).isEmpty();
    assertThat(map.original(4, 2)).isEmpty();
    assertThat(map.original(99, 1)).isEmpty();
    assertThat(map.original(6, 1)).isEmpty();
  }

  @Test
  void negativeAndLongNumbersAreRead() {
    VlqReader in = new VlqReader("DgB+/////D");
    assertThat(in.next()).isEqualTo(-1);
    assertThat(in.next()).isEqualTo(16);
    assertThat(in.next()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void stackTracesAreRewrittenLineByLine() {
    StackMapper mapper = new StackMapper(Map.of("index.js", MAP));
    assertThat(
            mapper.map(
                """
                Error: no 10:30:12
                    at f (index.js:2:10)
                    at A.m (file:///bundle/index.js:3:1)
                    at g (other.js:3:1)\
                """))
        .isEqualTo(
            """
            Error: no 10:30:12
                at f (src/a.ts:1:10)
                at A.m (src/a.ts:2:3)
                at g (other.js:3:1)\
            """);
  }

  @Test
  void brokenSourceMapLeavesTheStackTraceAlone() {
    StackMapper mapper = new StackMapper(Map.of("index.js", "{}"));
    assertThat(mapper.map("    at f (index.js:2:10)")).isEqualTo("    at f (index.js:2:10)");
  }

  @Test
  void textThatIsNoSourceMapIsRefused() {
    assertThatThrownBy(() -> SourceMap.parse("{}"))
        .hasMessage("The source map has no \"mappings\".");
    assertThatThrownBy(() -> SourceMap.parse("{\"mappings\": \"!\"}"))
        .hasMessage("The source map's mappings have a bad digit at 0.");
  }
}
