package dev.perdure.host.java;

import dev.perdure.workers.DurableObjectId;
import dev.perdure.workers.DurableObjectNamespace;
import dev.perdure.workers.DurableObjectStub;
import dev.perdure.workers.id.ActorId;
import dev.perdure.workers.spi.ActorNamespace;

/** The objects of one class. */
record NamespaceView<T>(JavaRealm realm, ActorNamespace namespace, Class<T> type)
    implements DurableObjectNamespace<T> {
  @Override
  public DurableObjectId idFromName(String name) {
    return new IdView(realm.fibers().call(() -> namespace.idFromName(name)));
  }

  @Override
  public DurableObjectId newUniqueId() {
    return new IdView(realm.fibers().call(namespace::newUniqueId));
  }

  @Override
  public DurableObjectId idFromString(String text) {
    return new IdView(realm.fibers().call(() -> namespace.idFromString(text)));
  }

  @Override
  public T get(DurableObjectId id) {
    return stub(id).as(type);
  }

  @Override
  public DurableObjectStub stub(DurableObjectId id) {
    ActorId actor = ((IdView) id).id();
    return new ObjectStub(realm, realm.fibers().call(() -> namespace.open(actor)), id);
  }
}
