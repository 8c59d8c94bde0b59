package dev.perdure.workers.value;

import dev.perdure.workers.WorkerException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The components of a record class. Immutable. */
final class RecordShape {
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  /** The property that tells the classes of a sealed interface apart. */
  static final String DISCRIMINATOR = "type";

  record Component(String name, String columnName, Type type, Method accessor) {}

  private final Constructor<?> constructor;
  private final List<Component> components = new ArrayList<>();
  private final @Nullable String discriminator;

  private RecordShape(Class<?> type) {
    RecordComponent[] all = type.getRecordComponents();
    try {
      constructor =
          type.getDeclaredConstructor(
              Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("A record has its canonical constructor.", e);
    }
    for (RecordComponent component : all) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      components.add(
          new Component(
              component.getName(),
              snakeCase(component.getName()),
              component.getGenericType(),
              accessor));
    }
    boolean named = components.stream().anyMatch(each -> each.name().equals(DISCRIMINATOR));
    discriminator = !named && isSealed(type) ? type.getSimpleName() : null;
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  private static boolean isSealed(Class<?> type) {
    return Arrays.stream(type.getInterfaces()).anyMatch(each -> each.isSealed() || isSealed(each));
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
  }

  List<Component> components() {
    return components;
  }

  /** The name that tells it apart from other classes of its sealed interface, or null. */
  @Nullable String discriminator() {
    return discriminator;
  }

  @Nullable Object value(Object instance, Component component) {
    try {
      return component.accessor().invoke(instance);
    } catch (ReflectiveOperationException e) {
      throw failed(e);
    }
  }

  Object create(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw failed(e);
    }
  }

  private static RuntimeException failed(ReflectiveOperationException thrown) {
    Throwable cause = thrown instanceof InvocationTargetException ? thrown.getCause() : thrown;
    return cause instanceof RuntimeException runtime
        ? runtime
        : new WorkerException("TypeError", String.valueOf(cause), cause);
  }
}
