package dev.perdure.host.java;

import dev.perdure.workers.DurableObject;
import dev.perdure.workers.Worker;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.value.Shapes;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of a class that others may call: its public ones. Immutable. */
final class MethodTable {
  private static final Set<Class<?>> BASES =
      Set.of(Object.class, DurableObject.class, Worker.class);
  private static final ClassValue<MethodTable> TABLES =
      new ClassValue<>() {
        @Override
        protected MethodTable computeValue(Class<?> type) {
          return new MethodTable(type);
        }
      };

  private final Map<String, List<Method>> methods = new HashMap<>();

  private MethodTable(Class<?> type) {
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())
          && !method.isBridge()
          && !BASES.contains(method.getDeclaringClass())) {
        method.setAccessible(true);
        methods.computeIfAbsent(method.getName(), name -> new ArrayList<>()).add(method);
      }
    }
    methods.values().forEach(all -> all.sort(Comparator.comparingInt(Method::getParameterCount)));
  }

  static MethodTable of(Class<?> type) {
    return TABLES.get(type);
  }

  boolean has(String name) {
    return methods.containsKey(name);
  }

  /** The method called so that takes so many arguments, or the next that takes more, or less. */
  @Nullable Method find(String name, int arguments) {
    List<Method> all = methods.get(name);
    if (all == null) {
      return null;
    }
    return all.stream()
        .filter(method -> method.getParameterCount() >= arguments)
        .findFirst()
        .orElse(all.getLast());
  }

  /** Calls a method with arguments as they came; what it throws is thrown. */
  static @Nullable Object invoke(
      Method method, Object target, List<? extends @Nullable Object> given) throws Throwable {
    Parameter[] parameters = method.getParameters();
    @Nullable Object[] values = new @Nullable Object[parameters.length];
    for (int i = 0; i < values.length; i++) {
      Type type = parameters[i].getParameterizedType();
      if (parameters[i].isVarArgs()) {
        values[i] = rest(given, i, parameters[i].getType());
      } else {
        values[i] = argument(method, i, i < given.size() ? given.get(i) : null, type);
      }
    }
    try {
      Object result = method.invoke(target, values);
      return method.getReturnType() == void.class ? Optional.empty() : result;
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static Object rest(List<? extends @Nullable Object> given, int from, Class<?> array) {
    List<?> rest = given.size() > from ? given.subList(from, given.size()) : List.of();
    Object made = Shapes.convert(rest, array);
    return made == null ? Array.newInstance(array.getComponentType(), 0) : made;
  }

  private static @Nullable Object argument(
      Method method, int index, @Nullable Object value, Type type) {
    try {
      return Shapes.convert(value, type);
    } catch (WorkerException e) {
      throw WorkerException.typeError(
          "Failed to execute '%s': argument %d: %s"
              .formatted(method.getName(), index + 1, e.message()));
    }
  }
}
