package dev.perdure.workers.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Turns numbers of JavaScript into those of Java and back, where nothing is lost. */
final class Numbers {
  /** The largest whole number that a number of JavaScript holds exactly, with all below it. */
  static final long MOST_SAFE = (1L << 53) - 1;

  private Numbers() {}

  /** An {@code Integer} or {@code Long} where that says the same, else the {@code Double}. */
  static Number plain(double value) {
    if (value == Math.rint(value)
        && Math.abs(value) <= MOST_SAFE
        && !(value == 0 && 1 / value < 0)) {
      long whole = (long) value;
      if (whole == (int) whole) {
        return (int) whole;
      }
      return whole;
    }
    return value;
  }

  /** The number as {@code type}, or null where it is none of that type. */
  static @Nullable Object as(Number value, Class<?> type) {
    if (type == double.class || type == Double.class || type == Number.class) {
      return type == Number.class ? value : (Object) value.doubleValue();
    }
    if (type == float.class || type == Float.class) {
      return value.floatValue();
    }
    if (type == BigDecimal.class) {
      return value instanceof Double number && !Double.isFinite(number)
          ? null
          : new BigDecimal(value.toString());
    }
    BigInteger whole = whole(value);
    if (whole == null) {
      return null;
    }
    if (type == BigInteger.class) {
      return whole;
    }
    int bits = whole.bitLength();
    if (type == long.class || type == Long.class) {
      return bits < 64 ? whole.longValue() : null;
    }
    if (type == int.class || type == Integer.class) {
      return bits < 32 ? whole.intValue() : null;
    }
    if (type == short.class || type == Short.class) {
      return bits < 16 ? (Object) whole.shortValue() : null;
    }
    if (type == byte.class || type == Byte.class) {
      return bits < 8 ? (Object) whole.byteValue() : null;
    }
    // SQLite has no booleans.
    if ((type == boolean.class || type == Boolean.class) && bits < 2 && whole.signum() >= 0) {
      return whole.signum() != 0;
    }
    return null;
  }

  private static @Nullable BigInteger whole(Number value) {
    return switch (value) {
      case BigInteger big -> big;
      case Long number -> BigInteger.valueOf(number);
      case Integer number -> BigInteger.valueOf(number);
      default -> {
        double number = value.doubleValue();
        yield number == Math.rint(number) && Double.isFinite(number)
            ? new BigDecimal(number).toBigInteger()
            : null;
      }
    };
  }
}
