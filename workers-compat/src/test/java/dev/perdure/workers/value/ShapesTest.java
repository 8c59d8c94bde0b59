package dev.perdure.workers.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.workers.JsObject;
import dev.perdure.workers.Json;
import dev.perdure.workers.TypeRef;
import dev.perdure.workers.WorkerException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShapesTest {
  enum Size {
    SMALL,
    LARGE
  }

  record Line(String name, int count, Optional<Size> size) {}

  record Order(List<Line> lines, Map<String, Long> totals, Instant at) {}

  private static @Nullable Object back(Object value) {
    return ValueReader.read(ValueWriter.bytes(value, References.NONE), References.NONE);
  }

  @Test
  void recordsComeBackThroughTheWireAndThroughJson() {
    Order order =
        new Order(
            List.of(
                new Line("pear", 2, Optional.of(Size.LARGE)),
                new Line("plum", 1, Optional.empty())),
            Map.of("sum", 3L),
            Instant.ofEpochMilli(1234));

    assertThat(Shapes.to(back(order), Order.class)).isEqualTo(order);
    assertThat(Json.parse(Json.text(order), Order.class)).isEqualTo(order);
  }

  @Test
  void numbersAreTakenWhereNothingIsLost() {
    assertThat(Shapes.to(back(1L << 60), long.class)).isEqualTo(1L << 60);
    assertThat(back(1L << 60)).isEqualTo(BigInteger.ONE.shiftLeft(60));
    assertThat(back(-0.0)).isEqualTo(-0.0);
    assertThat(Shapes.to(2.0, int.class)).isEqualTo(2);
    assertThatThrownBy(() -> Shapes.to(2.5, int.class))
        .isInstanceOf(WorkerException.class)
        .hasMessage("The value is '2.5' and not of type 'int'.");
    assertThatThrownBy(() -> Shapes.to(1L << 40, int.class)).hasMessageContaining("'int'");
  }

  @Test
  void whatDoesNotFitNamesItsPlace() {
    JsObject order = JsObject.of("lines", List.of(JsObject.of("name", "pear", "count", "two")));

    assertThatThrownBy(() -> Shapes.to(order, Order.class))
        .hasMessage("'lines[0].count' is 'two' and not of type 'int'.");
    assertThatThrownBy(() -> Shapes.to(JsObject.of("name", "x"), Line.class))
        .hasMessage("'count' is missing and not of type 'int'.");
  }

  @Test
  void collectionsKeepTheirElementsTypes() {
    assertThat(Shapes.to(back(List.of(1, 2)), new TypeRef<Set<Long>>() {}))
        .isEqualTo(Set.of(1L, 2L));
    assertThat(Shapes.to(back(JsObject.of("1", "a")), new TypeRef<Map<Integer, String>>() {}))
        .isEqualTo(Map.of(1, "a"));
    assertThat(Shapes.to(back(new int[] {1, 2}), int[].class)).containsExactly(1, 2);
    assertThat(Shapes.to(back(List.of(1, 2)), int[].class)).containsExactly(1, 2);
  }

  @Test
  void sharedListsAndCyclesStaySo() {
    List<Object> cycle = new java.util.ArrayList<>();
    cycle.add(cycle);

    List<?> copy = (List<?>) Objects.requireNonNull(back(cycle));

    assertThat(copy.getFirst()).isSameAs(copy);
  }

  @Test
  void faultyJsonIsASyntaxErrorWithItsPlace() {
    assertThatThrownBy(() -> Json.parse("{\"a\":}", Object.class))
        .isInstanceOf(WorkerException.class)
        .hasToString("SyntaxError: Unexpected token '}' in JSON at position 5");
    assertThatThrownBy(() -> Json.parse("[1", Object.class))
        .hasMessage("Unexpected end of JSON input");
  }
}
