package dev.perdure.workers.value;

import dev.perdure.workers.JsObject;
import dev.perdure.workers.Stub;
import dev.perdure.workers.TypeRef;
import dev.perdure.workers.WorkerException;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns plain values (what {@link ValueReader} and {@link JsonReader} give) into the type that was
 * asked for. What does not fit is a {@code TypeError} that names its place.
 */
public final class Shapes {
  private Shapes() {}

  /** {@code value} as {@code type}. */
  @SuppressWarnings({"unchecked", "NullAway"}) // of the type's wrapper class; null where it is null
  public static <T> T to(@Nullable Object value, Class<T> type) {
    return (T) convert(value, type);
  }

  /** {@code value} as a type with parameters. */
  @SuppressWarnings({"unchecked", "NullAway"}) // as above
  public static <T> T to(@Nullable Object value, TypeRef<T> type) {
    return (T) convert(value, type.type());
  }

  /** {@code value} as {@code type}; primitive types give their wrappers. */
  @SuppressWarnings("NullAway") // null is the value of a reference type that is null
  public static @Nullable Object convert(@Nullable Object value, Type type) {
    return convert(value, type, "");
  }

  /** The class of a type without its parameters. */
  public static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType parameterized -> raw(parameterized.getRawType());
      case WildcardType wildcard -> raw(wildcard.getUpperBounds()[0]);
      case TypeVariable<?> variable -> raw(variable.getBounds()[0]);
      case GenericArrayType array -> raw(array.getGenericComponentType()).arrayType();
      default -> Object.class;
    };
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType parameterized
        ? parameterized.getActualTypeArguments()[index]
        : Object.class;
  }

  private static @Nullable Object convert(@Nullable Object value, Type type, String place) {
    Class<?> raw = raw(type);
    if (raw == Optional.class) {
      return Optional.ofNullable(value == null ? null : convert(value, argument(type, 0), place));
    }
    if (value == null) {
      if (raw.isPrimitive() && raw != void.class) {
        throw wrong(null, raw, place);
      }
      return null;
    }
    if (raw == Object.class || raw == void.class || raw == Void.class) {
      return raw == Object.class ? value : null;
    }
    if (Collection.class.isAssignableFrom(raw) || raw == Iterable.class) {
      return collection(value, raw, argument(type, 0), place);
    }
    if (Map.class.isAssignableFrom(raw)
        && (!raw.isInstance(value) || type instanceof ParameterizedType)) {
      return map(value, raw, type, place);
    }
    if (raw.isInstance(value)) {
      return value;
    }
    if (raw.isArray()) {
      return array(value, type, raw, place);
    }
    if (raw.isRecord()) {
      return record(value, raw, place);
    }
    if (raw.isEnum()) {
      return constant(value, raw, place);
    }
    if (raw.isSealed()) {
      return oneOf(value, raw, place);
    }
    if (raw.isInterface() && value instanceof Stub stub) {
      return stub.as(raw);
    }
    return scalar(value, raw, place);
  }

  private static Object scalar(Object value, Class<?> raw, String place) {
    if (value instanceof Number number) {
      Object found = Numbers.as(number, raw);
      if (found != null) {
        return found;
      }
      if (raw == Instant.class && number.doubleValue() == number.longValue()) {
        return Instant.ofEpochMilli(number.longValue());
      }
    }
    if (value instanceof Boolean && raw == boolean.class) {
      return value;
    }
    if (value instanceof String text) {
      Object found = ofText(text, raw);
      if (found != null) {
        return found;
      }
    }
    if (value instanceof Instant instant && raw == Date.class) {
      return Date.from(instant);
    }
    throw wrong(value, raw, place);
  }

  private static @Nullable Object ofText(String text, Class<?> raw) {
    if ((raw == char.class || raw == Character.class) && text.length() == 1) {
      return text.charAt(0);
    }
    if (raw == CharSequence.class) {
      return text;
    }
    try {
      if (raw == Instant.class) {
        return Instant.parse(text);
      }
      if (raw == BigDecimal.class) {
        return new BigDecimal(text);
      }
      return raw == BigInteger.class ? new BigInteger(text) : null;
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  private static Object collection(Object value, Class<?> raw, Type element, String place) {
    Collection<@Nullable Object> made;
    if (raw.isAssignableFrom(ArrayList.class)) {
      made = new ArrayList<>();
    } else if (raw.isAssignableFrom(LinkedHashSet.class)) {
      made = new LinkedHashSet<>();
    } else {
      throw new WorkerException(
          "TypeError", "No '%s' can be made; ask for a List or a Set.".formatted(raw.getName()));
    }
    int index = 0;
    for (Object each : elements(value, raw, place)) {
      made.add(convert(each, element, place + "[" + index + "]"));
      index++;
    }
    return made;
  }

  private static Iterable<? extends @Nullable Object> elements(
      Object value, Class<?> wanted, String place) {
    if (value instanceof Collection<?> collection) {
      return collection;
    }
    if (value.getClass().isArray()) {
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        list.add(Array.get(value, i));
      }
      return list;
    }
    throw wrong(value, wanted, place);
  }

  private static Object map(Object value, Class<?> raw, Type type, String place) {
    if (!(value instanceof Map<?, ?> given)
        || !(raw.isAssignableFrom(LinkedHashMap.class) || raw == JsObject.class)) {
      throw wrong(value, raw, place);
    }
    Map<@Nullable Object, @Nullable Object> made = new LinkedHashMap<>();
    given.forEach((key, each) -> {
      Object name = convert(key(key, raw(argument(type, 0))), argument(type, 0), place);
      made.put(name, convert(each, argument(type, 1), inside(place, String.valueOf(key))));
    });
    if (raw == JsObject.class) {
      JsObject object = new JsObject();
      made.forEach((key, each) -> object.put(String.valueOf(key), each));
      return object;
    }
    return made;
  }

  // Properties of plain objects have texts as names, whatever the keys of the map are.
  private static @Nullable Object key(@Nullable Object key, Class<?> wanted) {
    boolean numeric = wanted == Integer.class || wanted == Long.class || wanted == Double.class;
    return numeric && key instanceof String text ? (Object) Double.valueOf(text) : key;
  }

  private static Object array(Object value, Type type, Class<?> raw, String place) {
    Class<?> component = raw.getComponentType();
    Type element =
        type instanceof GenericArrayType generic ? generic.getGenericComponentType() : component;
    List<@Nullable Object> all = new ArrayList<>();
    elements(value, raw, place).forEach(all::add);
    Object array = Array.newInstance(component, all.size());
    for (int i = 0; i < all.size(); i++) {
      Array.set(array, i, convert(all.get(i), element, place + "[" + i + "]"));
    }
    return array;
  }

  private static Object record(Object value, Class<?> raw, String place) {
    if (!(value instanceof Map<?, ?> properties)) {
      throw wrong(value, raw, place);
    }
    RecordShape shape = RecordShape.of(raw);
    @Nullable Object[] values = new @Nullable Object[shape.components().size()];
    for (int i = 0; i < values.length; i++) {
      RecordShape.Component component = shape.components().get(i);
      Object property = properties.get(component.name());
      if (property == null && !properties.containsKey(component.name())) {
        property = properties.get(component.columnName());
      }
      values[i] = convert(property, component.type(), inside(place, component.name()));
    }
    return shape.create(values);
  }

  private static Object constant(Object value, Class<?> raw, String place) {
    for (Object each : raw.getEnumConstants()) {
      if (((Enum<?>) each).name().equals(value)) {
        return each;
      }
    }
    throw wrong(value, raw, place);
  }

  private static Object oneOf(Object value, Class<?> raw, String place) {
    Object name =
        value instanceof Map<?, ?> properties ? properties.get(RecordShape.DISCRIMINATOR) : value;
    Class<?> found = permitted(raw, String.valueOf(name));
    if (found == null) {
      throw wrong(value, raw, place);
    }
    return found.isEnum() ? constant(value, found, place) : record(value, found, place);
  }

  private static @Nullable Class<?> permitted(Class<?> sealed, String name) {
    for (Class<?> each : sealed.getPermittedSubclasses()) {
      boolean constant =
          each.isEnum()
              && List.of(each.getEnumConstants()).stream()
                  .anyMatch(one -> ((Enum<?>) one).name().equals(name));
      if (constant || (each.isRecord() && each.getSimpleName().equals(name))) {
        return each;
      }
      Class<?> deeper = each.isSealed() && !each.isEnum() ? permitted(each, name) : null;
      if (deeper != null) {
        return deeper;
      }
    }
    return null;
  }

  private static String inside(String place, String name) {
    return place.isEmpty() ? name : place + "." + name;
  }

  private static WorkerException wrong(@Nullable Object value, Class<?> wanted, String place) {
    return WorkerException.typeError(
        (place.isEmpty() ? "The value is" : "'" + place + "' is")
            + (value == null ? " missing" : " " + described(value))
            + " and not of type '"
            + wanted.getSimpleName()
            + "'.");
  }

  private static String described(Object value) {
    return switch (value) {
      case String text ->
          text.length() > 40 ? "a text of " + text.length() + " characters" : "'" + text + "'";
      case Number number -> "'" + number + "'";
      case Boolean bool -> "'" + bool + "'";
      case JsObject object -> "an object";
      case Map<?, ?> map -> "a Map";
      case Set<?> set -> "a Set";
      case List<?> list -> "an array";
      case Stub stub -> "a stub";
      default -> "a '" + value.getClass().getSimpleName() + "'";
    };
  }
}
