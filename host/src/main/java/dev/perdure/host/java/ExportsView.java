package dev.perdure.host.java;

import dev.perdure.workers.DurableObjectNamespace;
import dev.perdure.workers.DurableObjectStub;
import dev.perdure.workers.Exports;
import dev.perdure.workers.Fetcher;
import dev.perdure.workers.spi.ActorNamespace;
import dev.perdure.workers.spi.Binding;
import dev.perdure.workers.value.References;
import dev.perdure.workers.value.ValueWriter;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code ctx.exports}. */
record ExportsView(JavaRealm realm) implements Exports {
  @Override
  public Set<String> names() {
    return new TreeSet<>(realm.host().loopback().keySet());
  }

  private IllegalArgumentException missing(String what, String name) {
    return new IllegalArgumentException(
        "The worker exports no %s called '%s'; it exports '%s'."
            .formatted(what, name, String.join("', '", names())));
  }

  @Override
  public Fetcher service(String name) {
    return entrypoint(name, null);
  }

  @Override
  public Fetcher service(String name, Object props) {
    return entrypoint(name, ValueWriter.bytes(props, References.NONE));
  }

  private Fetcher entrypoint(String name, byte @Nullable [] props) {
    if (!(realm.host().loopback().get(name) instanceof Binding.Loopback loopback)) {
      throw missing("entrypoint", name);
    }
    return new ServiceStub(realm, realm.fibers().call(() -> loopback.channels().apply(props)));
  }

  private ActorNamespace objects(String name) {
    if (!(realm.host().loopback().get(name) instanceof Binding.Namespace objects)) {
      throw missing("class of objects with a namespace", name);
    }
    return objects.namespace();
  }

  @Override
  public DurableObjectNamespace<DurableObjectStub> namespace(String name) {
    return new NamespaceView<>(realm, objects(name), DurableObjectStub.class);
  }

  @Override
  public <T> DurableObjectNamespace<T> namespace(String name, Class<T> type) {
    StubProxy.check(type);
    return new NamespaceView<>(realm, objects(name), type);
  }
}
