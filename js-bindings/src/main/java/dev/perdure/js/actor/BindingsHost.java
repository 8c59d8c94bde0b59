package dev.perdure.js.actor;

import dev.perdure.js.clone.Cloner;
import dev.perdure.js.scope.Realm;
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

  @HostAccess.Export
  public String kind(Object binding) {
    return switch ((Binding) binding) {
      case Binding.Text text -> "text";
      case Binding.Json json -> "json";
      case Binding.Data data -> "data";
      case Binding.Namespace namespace -> "namespace";
      case Binding.Service service -> "service";
      case Binding.Loopback loopback -> "loopback";
    };
  }

  @HostAccess.Export
  public String text(Object binding) {
    return switch ((Binding) binding) {
      case Binding.Text text -> text.value();
      case Binding.Json json -> json.json();
      case Binding.Data data -> throw new IllegalArgumentException("This binding is no text.");
      case Binding.Namespace namespace ->
          throw new IllegalArgumentException("This binding is no text.");
      case Binding.Service service ->
          throw new IllegalArgumentException("This binding is no text.");
      case Binding.Loopback loopback ->
          throw new IllegalArgumentException("This binding is no text.");
    };
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

  /** The namespace or channel behind a binding. */
  @HostAccess.Export
  public Object target(Object binding) {
    return binding instanceof Binding.Namespace namespace
        ? namespace.namespace()
        : ((Binding.Service) binding).channel();
  }
}
