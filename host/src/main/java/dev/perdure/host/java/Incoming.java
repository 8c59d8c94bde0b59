package dev.perdure.host.java;

import dev.perdure.workers.WorkerException;
import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.Capability;
import dev.perdure.workers.value.References;
import dev.perdure.workers.wire.ValueSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Rebuilds what came beside a value; closing it gives the stubs back. */
final class Incoming implements References, AutoCloseable {
  private final JavaRealm realm;
  private final List<Capability> capabilities;
  private final List<TargetStub> stubs = new ArrayList<>();

  Incoming(JavaRealm realm, List<Capability> capabilities) {
    this.realm = realm;
    this.capabilities = capabilities;
  }

  boolean isEmpty() {
    return stubs.isEmpty();
  }

  @Override
  public boolean write(Object value, ValueSink sink) {
    return false;
  }

  @Override
  public Object read(int tag, long place) {
    if (place >= capabilities.size()) {
      throw new WorkerException("DataCloneError", "A stub is missing beside the value.");
    }
    return switch (capabilities.get((int) place)) {
      case Capability.Target(var target) -> {
        TargetStub stub = new TargetStub(realm, target);
        stubs.add(stub);
        yield stub;
      }
      case Capability.Service(var channel) -> new ServiceStub(realm, channel);
      case Capability.Bytes(var source) ->
          Objects.requireNonNull(realm.messages().stream(new Body.Stream(source)));
      case Capability.Copied _ ->
          throw new WorkerException(
              "DataCloneError", "A worker in Java cannot receive an AbortSignal that was aborted.");
      case Capability.Headers(var headers) -> Messages.headers(headers);
      case Capability.Request(var request) -> realm.messages().request(request);
      case Capability.Response(var response) -> realm.messages().response(response);
    };
  }

  @Override
  public void close() {
    stubs.forEach(TargetStub::close);
  }
}
