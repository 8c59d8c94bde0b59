package dev.perdure.js.rpc;

import dev.perdure.js.scope.Realm;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.ByteSource;
import dev.perdure.workers.message.Capability;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.Payload;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.spi.ActorSite;
import dev.perdure.workers.spi.Channel;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** What {@code rpc.js} calls. */
public final class RpcHost {
  private final Realm realm;
  private final RpcSite site;

  /** The Java side of the part. */
  public RpcHost(Realm realm) {
    this.realm = realm;
    this.site = new RpcSite(realm);
  }

  /** The site of this realm. */
  @HostAccess.Export
  public Object site() {
    return site;
  }

  /** A client that leads to an object or function of this realm. */
  @HostAccess.Export
  public Object export(Value target, boolean ownProperties, Value disposer, Value extra) {
    ScriptTarget local =
        new ScriptTarget(
            site,
            target,
            ownProperties,
            disposer.isNull() ? null : disposer,
            extra.isNull() ? null : extra);
    return site.hold(local.open());
  }

  /** What a client of this realm leads to, for {@link #end}. */
  @HostAccess.Export
  public Object target(Object client) {
    return ScriptTarget.behind(stub(client).target());
  }

  /** Takes no more calls for a target. */
  @HostAccess.Export
  public void end(Object target) {
    ((ScriptTarget) target).end();
  }

  /** Another client that leads to the same. */
  @HostAccess.Export
  public Object dup(Object client) {
    return site.hold(stub(client).target().dup());
  }

  /** Gives a client back. */
  @HostAccess.Export
  public void dispose(Object client) {
    stub(client).dispose();
  }

  /** Hands a client over, to travel beside a value. */
  @HostAccess.Export
  public Object offer(Object client) {
    return new Capability.Target(stub(client).release());
  }

  /** A service, to travel beside a value. */
  @HostAccess.Export
  public Object service(Object client) {
    String bound = ((Channel) client).bound();
    if (bound != null) {
      throw realm.domError("DataCloneError", bound);
    }
    return new Capability.Service((Channel) client);
  }

  /** Something of Java's, to travel beside a value. */
  @HostAccess.Export
  public Object beside(Object content) {
    return switch (content) {
      case HeaderList headers -> new Capability.Headers(headers);
      case RequestMessage request -> new Capability.Request(request);
      case ResponseMessage response -> new Capability.Response(response);
      case ByteSource source -> new Capability.Bytes(source);
      default -> throw new IllegalArgumentException("'" + content + "' cannot be sent to others.");
    };
  }

  /** What came beside a value. */
  @HostAccess.Export
  public Object content(Object capability) {
    return switch ((Capability) capability) {
      case Capability.Headers(var headers) -> headers;
      case Capability.Request(var request) -> request;
      case Capability.Response(var response) -> response;
      case Capability.Bytes(var source) -> new ReceivedSource(source);
      case Capability.Service(var channel) -> channel;
      case Capability.Target(var target) -> target;
      case Capability.Copied(var payload) -> payload;
    };
  }

  /** What a stub of what came beside a value leads to. */
  @HostAccess.Export
  public Object take(Object capability) {
    return switch ((Capability) capability) {
      case Capability.Target(var target) -> site.hold(target);
      case Capability.Service(var channel) -> channel;
      case Capability.Bytes _,
          Capability.Copied _,
          Capability.Headers _,
          Capability.Request _,
          Capability.Response _ ->
          throw new IllegalArgumentException("No stub leads to '" + capability + "'.");
    };
  }

  /** A value that was written, to travel beside another. */
  @HostAccess.Export
  public Object copied(Object message) {
    return new Capability.Copied((Payload) message);
  }

  /** Whether {@link #copy} gives a value. */
  @HostAccess.Export
  public boolean isCopied(Object capability) {
    return capability instanceof Capability.Copied;
  }

  /** A new value from what came beside another. */
  @HostAccess.Export
  public Value copy(Object capability) {
    return site.unpack(((Capability.Copied) capability).payload());
  }

  /** What was written, as it travels. {@code lifetime} is a client or null. */
  @HostAccess.Export
  public Object message(
      Value numbers, int size, String text, Value buffers, Value lifetime, Value capabilities) {
    byte[] bytes = site.cloner().encode(numbers, size, text, buffers);
    if (bytes.length > Payload.MOST_BYTES) {
      throw realm.raise(
          ErrorData.of(
              "Error",
              "Serialized RPC arguments or return values are limited to 32MiB, but the size of this"
                  + " value was: "
                  + bytes.length
                  + " bytes."));
    }
    return new Payload(
        bytes,
        list(capabilities),
        lifetime.isNull() ? null : stub(lifetime.asHostObject()).release());
  }

  private static List<Capability> list(Value capabilities) {
    List<Capability> list = new ArrayList<>();
    for (long i = 0; i < capabilities.getArraySize(); i++) {
      list.add(capabilities.getArrayElement(i).asHostObject());
    }
    return list;
  }

  /** Gives back what a message has that will not be sent. */
  @HostAccess.Export
  public void discard(Object message) {
    ((Payload) message).discard();
  }

  /** Gives back what would have travelled beside a value that cannot be copied. */
  @HostAccess.Export
  public void withdraw(Value capabilities) {
    list(capabilities).forEach(Capability::discard);
  }

  /** Calls or reads what the path leads to; {@code caller} hears how it ended. */
  @HostAccess.Export
  public void call(Object client, boolean read, Value message, Value caller, String... path) {
    Payload arguments = message.isNull() ? Payload.NO_ARGUMENTS : message.asHostObject();
    Event.RpcCall.Kind kind = read ? Event.RpcCall.Kind.GET : Event.RpcCall.Kind.CALL;
    site.call(RpcClient.of(client), new Event.RpcCall(List.of(path), kind, arguments), caller);
  }

  /** Whether a value is a Proxy. */
  @HostAccess.Export
  public boolean isProxy(Value value) {
    Value type = value.getMetaObject();
    return type != null && "Proxy".equals(type.getMetaSimpleName()) && !type.canInstantiate();
  }

  /** The id of the object whose isolate this is, or null. */
  @HostAccess.Export
  public @Nullable String actorId() {
    ActorSite actor = realm.host().actor();
    return actor == null ? null : actor.id().toString();
  }

  private static StubHolder stub(Object client) {
    return ((RpcClient.Stub) client).holder();
  }
}
