package dev.perdure.host.java;

import dev.perdure.workers.DurableObjectId;
import dev.perdure.workers.DurableObjectStub;
import dev.perdure.workers.spi.Channel;

/** A stub of an object. */
final class ObjectStub extends ServiceStub implements DurableObjectStub {
  private final DurableObjectId id;

  ObjectStub(JavaRealm realm, Channel channel, DurableObjectId id) {
    super(realm, channel);
    this.id = id;
  }

  @Override
  public DurableObjectId id() {
    return id;
  }
}
