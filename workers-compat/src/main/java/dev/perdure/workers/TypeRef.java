package dev.perdure.workers;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A type with parameters, written as an anonymous subclass: {@code new TypeRef<List<String>>() {}}.
 *
 * @param <T> the type
 */
@SuppressWarnings("unused") // the parameter is read by reflection
public abstract class TypeRef<T> {
  private final Type type;

  /** Takes the type from the subclass. */
  protected TypeRef() {
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parameterized)) {
      throw new IllegalStateException(
          "A TypeRef needs its type: write 'new TypeRef<List<String>>() {}'.");
    }
    this.type = parameterized.getActualTypeArguments()[0];
  }

  /** The type. */
  public final Type type() {
    return type;
  }
}
