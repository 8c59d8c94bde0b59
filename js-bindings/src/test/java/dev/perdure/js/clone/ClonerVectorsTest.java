package dev.perdure.js.clone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.js.scope.TestRealm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with what Node writes for the same expressions. */
class ClonerVectorsTest {
  private static TestRealm realm;
  private static Cloner cloner;

  record Vector(String source, String hex) {
    @Override
    public String toString() {
      return source;
    }
  }

  static Stream<Vector> vectors() throws IOException {
    try (var in = ClonerVectorsTest.class.getResourceAsStream("vectors.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.split("\t", -1))
              .map(parts -> new Vector(parts[0], parts[1]))
              .toList()
              .stream();
    }
  }

  @BeforeAll
  static void open() {
    realm = new TestRealm("legacy_error_serialization");
    cloner = new Cloner(realm.realm());
  }

  @AfterAll
  static void close() {
    realm.close();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void writesWhatNodeWrites(Vector vector) {
    assertThat(hex(cloner.serialize(eval(vector.source())))).isEqualTo(vector.hex());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void readsWhatNodeWrites(Vector vector) {
    Value read = cloner.deserialize(HexFormat.of().parseHex(vector.hex()));
    assertThat(hex(cloner.serialize(read))).isEqualTo(vector.hex());
  }

  private static Value eval(String source) {
    return realm.realm().context().eval("js", source);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
