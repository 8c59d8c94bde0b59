package dev.perdure.js.d1;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.binding.SqlDatabase;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code lib/d1.js} calls. Databases are opaque to the script. */
public final class D1Host {
  private final Realm realm;

  public D1Host(Realm realm) {
    this.realm = realm;
  }

  /**
   * A future of what statements gave, as the JSON text of an array.
   *
   * @param statements each as an array of the SQL and an array of null, numbers, strings and arrays
   *     of bytes
   */
  @HostAccess.Export
  public Object run(Object database, Value statements) {
    List<SqlDatabase.Query> queries = new ArrayList<>();
    for (long i = 0; i < statements.getArraySize(); i++) {
      Value statement = statements.getArrayElement(i);
      queries.add(
          SqlDatabase.Query.of(
              statement.getArrayElement(0).asString(), parameters(statement.getArrayElement(1))));
    }
    return realm
        .host()
        .output()
        .ask(() -> ((SqlDatabase) database).run(queries).thenApply(Answer::json));
  }

  private static List<@Nullable Object> parameters(Value values) {
    List<@Nullable Object> parameters = new ArrayList<>();
    for (long i = 0; i < values.getArraySize(); i++) {
      Value value = values.getArrayElement(i);
      if (value.isNull()) {
        parameters.add(null);
      } else if (value.isString()) {
        parameters.add(value.asString());
      } else if (value.isNumber()) {
        parameters.add(value.asDouble());
      } else {
        byte[] bytes = new byte[(int) value.getArraySize()];
        for (int j = 0; j < bytes.length; j++) {
          bytes[j] = (byte) value.getArrayElement(j).asDouble();
        }
        parameters.add(bytes);
      }
    }
    return parameters;
  }

  @HostAccess.Export
  public String bookmark(Object database) {
    return ((SqlDatabase) database).bookmark();
  }
}
