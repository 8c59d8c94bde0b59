package dev.perdure.js.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.js.scope.TestRealm;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClonerTest {
  /** A function of a seed that gives a value of everything that can be copied, cycles included. */
  private static final String GENERATOR =
      """
      (seed) => {
        let state = seed;
        const next = (n) => { state = (state * 1103515245 + 12345) % 2147483648; return Math.floor(state / 65536) % n; };
        const made = [];
        const text = () => Array.from({ length: next(12) }, () => String.fromCharCode(next(4) === 0 ? next(65536) : 32 + next(90))).join('');
        const keep = (object) => { made.push(object); return object; };
        const makers = [
          () => next(2) === 0, () => null, () => undefined, () => next(100000) - 50000, () => Math.sin(next(1000)),
          () => BigInt(next(1000)) ** BigInt(next(20)) * (next(2) ? 1n : -1n), text, text,
          (depth) => { const o = keep({}); for (let i = next(6); i > 0; i--) o[next(3) ? text() : next(1000)] = make(depth); return o; },
          (depth) => { const a = keep([]); for (let i = next(6); i > 0; i--) a.push(make(depth)); return a; },
          (depth) => { const a = keep([]); for (let i = next(4); i > 0; i--) a[next(50)] = make(depth); if (next(2)) a[text()] = make(depth); return a; },
          (depth) => { const m = keep(new Map()); for (let i = next(4); i > 0; i--) m.set(make(depth), make(depth)); return m; },
          (depth) => { const s = keep(new Set()); for (let i = next(4); i > 0; i--) s.add(make(depth)); return s; },
          () => keep(new Date(next(2000000000))), () => keep(Object(next(100))), () => keep(Object(text())), () => keep(Object(false)),
          () => keep(/a+b/gi), () => keep(new Uint8Array([next(256), next(256)]).buffer),
          () => keep(new [Int8Array, Uint16Array, Float32Array, BigInt64Array][next(4)](new ArrayBuffer(32), 8, 1)),
          (depth) => { const e = keep(new [Error, TypeError, RangeError][next(3)](text(), next(2) ? { cause: make(depth) } : undefined)); return e; },
          () => (made.length > 0 ? made[next(made.length)] : 0),
        ];
        const make = (depth) => makers[next(depth > 4 ? 8 : makers.length)](depth + 1);
        return make(0);
      }
      """;

  private static TestRealm realm;
  private static Cloner cloner;

  @BeforeAll
  static void open() {
    realm = new TestRealm();
    cloner = new Cloner(realm.realm());
  }

  @AfterAll
  static void close() {
    realm.close();
  }

  private static Value eval(String source) {
    return realm.realm().context().eval("js", source);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 2000})
  void whatIsReadIsWrittenAgainAlike(int from) {
    Value generator = eval(GENERATOR);
    for (int seed = from; seed < from + 500; seed++) {
      byte[] bytes = cloner.serialize(generator.execute(seed));
      byte[] again = cloner.serialize(cloner.deserialize(bytes));
      assertThat(HexFormat.of().formatHex(again))
          .as("seed %d", seed)
          .isEqualTo(HexFormat.of().formatHex(bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 30, 2500})
  void pairsThatCrossTogetherAreTheValuesThatCrossAlone(int count) {
    Value generator = eval(GENERATOR);
    PairReader pairs = cloner.pairs();
    List<String> keys = new ArrayList<>();
    List<byte[]> values = new ArrayList<>();
    for (int seed = 3000; seed < 3000 + count; seed++) {
      keys.add((seed % 2 == 0 ? "key-" : "ключ 😀 ") + seed);
      values.add(cloner.serialize(generator.execute(seed)));
      pairs.add(keys.getLast(), values.getLast());
    }
    Value map = pairs.map();
    assertThat(eval("(map) => [...map.keys()]").execute(map).as(String[].class))
        .containsExactlyElementsOf(keys);
    for (int i = 0; i < count; i++) {
      Value value = map.getHashValue(keys.get(i));
      assertThat(HexFormat.of().formatHex(cloner.serialize(value)))
          .as("seed %d", 3000 + i)
          .isEqualTo(HexFormat.of().formatHex(values.get(i)));
    }
  }

  @Test
  void valuesOfAListShareNoObjectAndKeepTheirOwn() {
    byte[] bytes =
        cloner.serialize(eval("(() => { const o = { n: 1 }; return [o, o, new Date(5)]; })()"));
    PairReader pairs = cloner.pairs();
    pairs.add("a", bytes);
    pairs.add("b", bytes);
    assertThat(
            eval("""
            (map) => {
              const [a, b] = [map.get('a'), map.get('b')];
              return a[0] === a[1] && b[0] === b[1] && a[0] !== b[0] && a[2].getTime() === 5;
            }\
            """)
                .execute(pairs.map())
                .asBoolean())
        .isTrue();
  }

  @Test
  void aDamagedValueAmongPairsIsAnErrorOfTheGuest() {
    PairReader pairs = cloner.pairs();
    pairs.add("good", cloner.serialize(eval("({ a: 1 })")));
    assertThatThrownBy(() -> pairs.add("bad", new byte[] {(byte) 0xff, 15, 'o'}))
        .isInstanceOfSatisfying(
            PolyglotException.class, e -> assertThat(e.isGuestException()).isTrue());
  }

  @ParameterizedTest
  @MethodSource("dev.perdure.js.clone.ClonerVectorsTest#vectors")
  void damagedBytesAreAValueOrAnErrorOfTheGuest(ClonerVectorsTest.Vector vector) {
    Random random = new Random(7);
    byte[] good = HexFormat.of().parseHex(vector.hex());
    for (int round = 0; round < 50 && good.length < 1000; round++) {
      byte[] bytes = good.clone();
      bytes[2 + random.nextInt(bytes.length - 2)] = (byte) random.nextInt(256);
      try {
        cloner.deserialize(bytes);
      } catch (PolyglotException e) {
        assertThat(e.isGuestException()).as("%s", e).isTrue();
      }
    }
  }

  @Test
  void damageIsAnErrorOfTheGuest() {
    assertThatThrownBy(() -> cloner.deserialize(new byte[] {(byte) 0xff, 15, 'o'}))
        .isInstanceOf(PolyglotException.class)
        .hasMessageContaining("Unable to deserialize cloned data.");
  }

  @Test
  void depthEndsInAnErrorOfTheGuest() {
    byte[] bytes = new byte[2 + 5 * 200_000 + 1];
    bytes[0] = (byte) 0xff;
    bytes[1] = 15;
    int depth = 200_000;
    for (int i = 0; i < depth; i++) {
      bytes[2 + 2 * i] = 'A';
      bytes[3 + 2 * i] = 1;
    }
    bytes[2 + 2 * depth] = '_';
    for (int i = 0; i < depth; i++) {
      bytes[3 + 2 * depth + 3 * i] = '$';
      bytes[5 + 2 * depth + 3 * i] = 1;
    }
    assertThatThrownBy(() -> cloner.deserialize(bytes))
        .isInstanceOfSatisfying(
            PolyglotException.class, e -> assertThat(e.isGuestException()).isTrue());
  }

  @Test
  void greatBuffersAreNotMadeBecauseTheBytesSaySo() {
    byte[] bytes = HexFormat.of().parseHex("ff0f7e01feffffff0f00");
    assertThatThrownBy(() -> cloner.deserialize(bytes)).isInstanceOf(PolyglotException.class);
  }

  @Test
  void whatGuestsDoToMapAndSetDoesNotChangeCopies() {
    assertThat(
            TestRealm.json(
                """
                const value = { m: new Map([[1, 2]]), s: new Set([3]), ['__proto__']: 4 };
                structuredClone(value);
                Map.prototype.set = Map.prototype.forEach = Set.prototype.add = () => { throw new Error('method'); };
                const copy = structuredClone(value);
                return [copy.m.size, copy.s.size, Object.keys(copy), Object.getPrototypeOf(copy) === Object.prototype];
                """))
        .isEqualTo("[1,1,[\"m\",\"s\",\"__proto__\"],true]");
  }
}
