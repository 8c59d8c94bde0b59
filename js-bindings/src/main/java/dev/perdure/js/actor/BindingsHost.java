package dev.perdure.js.actor;

import dev.perdure.js.clone.Cloner;
import dev.perdure.js.scope.Realm;
import dev.perdure.workers.spi.ActorType;
import dev.perdure.workers.spi.Binding;
import java.util.Map;
import java.util.Objects;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/** What {@code lib/bindings.js} calls. */
public final class BindingsHost {
  private final Realm realm;

  public BindingsHost(Realm realm) {
    this.realm = realm;
  }

  private Map<String, Binding> set(String name) {
    return name.equals("env") ? realm.host().bindings() : realm.host().loopback();
  }

  /** The names in {@code env} or {@code exports}. */
  @HostAccess.Export
  public String[] names(String set) {
    return set(set).keySet().toArray(String[]::new);
  }

  /** One of them. */
  @HostAccess.Export
  public Object named(String set, String name) {
    return Objects.requireNonNull(set(set).get(name));
  }

  /** What {@code lib/bindings.js} makes of a binding. */
  @HostAccess.Export
  public String kind(Object binding) {
    return switch ((Binding) binding) {
      case Binding.Text text -> "text";
      case Binding.Json json -> "json";
      case Binding.Data data -> "data";
      case Binding.Namespace namespace when namespace.type() != null -> "exported namespace";
      case Binding.Namespace namespace -> namespace.local() ? "local namespace" : "namespace";
      case Binding.ObjectClass type -> type.exported() ? "exported class" : "class";
      case Binding.Service service -> "service";
      case Binding.Loopback loopback -> "loopback";
      case Binding.Limit limit -> "limit";
      case Binding.KeyValue keyValue -> "kv";
      case Binding.Sql sql -> "d1";
      case Binding.Bucket bucket -> "r2";
      case Binding.Queue queue -> "queue";
      case Binding.Stand stand ->
          switch (stand.kind()) {
            case ANALYTICS -> "analytics";
            case EMAIL -> "email";
          };
    };
  }

  @HostAccess.Export
  public String text(Object binding) {
    return binding instanceof Binding.Json json ? json.json() : ((Binding.Text) binding).value();
  }

  @HostAccess.Export
  public Value data(Object binding) {
    return realm.arrayBuffer(((Binding.Data) binding).bytes());
  }

  /** A channel to an entrypoint that gets {@code props}; null stands for none. */
  @HostAccess.Export
  public Object entrypoint(Object binding, Value props) {
    return ((Binding.Loopback) binding)
        .channels()
        .apply(props.isNull() ? null : new Cloner(realm).serialize(props));
  }

  /** The class of a binding, for facets. */
  @HostAccess.Export
  public Object type(Object binding) {
    return switch ((Binding) binding) {
      case Binding.ObjectClass type -> type.type();
      case Binding.Namespace namespace -> Objects.requireNonNull(namespace.type());
      default -> throw noTarget();
    };
  }

  /** A class whose instances get {@code props}; null stands for none. */
  @HostAccess.Export
  public Object typeWith(Object type, Value props) {
    return ((ActorType) type).with(props.isNull() ? null : new Cloner(realm).serialize(props));
  }

  /** What is behind a binding that the script wraps. */
  @HostAccess.Export
  public Object target(Object binding) {
    return switch ((Binding) binding) {
      case Binding.Namespace namespace -> namespace.namespace();
      case Binding.Service service -> service.channel();
      case Binding.Limit limit -> limit;
      case Binding.KeyValue keyValue -> keyValue.namespace();
      case Binding.Sql sql -> sql.database();
      case Binding.Bucket bucket -> bucket.bucket();
      case Binding.Queue queue -> queue.queue();
      case Binding.ObjectClass type -> throw noTarget();
      case Binding.Stand stand -> stand.name();
      case Binding.Loopback loopback -> throw noTarget();
      case Binding.Text text -> throw noTarget();
      case Binding.Json json -> throw noTarget();
      case Binding.Data data -> throw noTarget();
    };
  }

  private static IllegalArgumentException noTarget() {
    return new IllegalArgumentException("This binding is a value.");
  }
}
