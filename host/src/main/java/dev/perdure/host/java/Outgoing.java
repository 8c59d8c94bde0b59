package dev.perdure.host.java;

import dev.perdure.workers.Headers;
import dev.perdure.workers.Request;
import dev.perdure.workers.Response;
import dev.perdure.workers.RpcTarget;
import dev.perdure.workers.Stub;
import dev.perdure.workers.message.Capability;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.value.References;
import dev.perdure.workers.wire.HostTag;
import dev.perdure.workers.wire.ValueSink;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what travels beside a value that is sent. */
final class Outgoing implements References {
  private final JavaRealm realm;
  private final List<Capability> capabilities = new ArrayList<>();

  Outgoing(JavaRealm realm) {
    this.realm = realm;
  }

  List<Capability> capabilities() {
    return capabilities;
  }

  /** Gives everything back, since the value is not sent. */
  void withdraw() {
    capabilities.forEach(Capability::discard);
  }

  @Override
  public Object read(int tag, long place) {
    throw new IllegalStateException("Nothing is read here.");
  }

  @Override
  public boolean write(Object value, ValueSink sink) {
    Object sent =
        Proxy.isProxyClass(value.getClass())
                && Proxy.getInvocationHandler(value) instanceof Stub.Holder holder
            ? holder.stub()
            : value;
    return switch (sent) {
      case ServiceStub stub ->
          put(sink, HostTag.SERVICE_STUB, new Capability.Service(stub.channel()));
      case TargetStub stub -> put(sink, HostTag.RPC_STUB, new Capability.Target(stub.another()));
      case Callee callee -> export(sink, callee);
      case RpcTarget target -> export(sink, Callee.Methods.target(target));
      case Headers headers ->
          put(sink, HostTag.HEADERS, new Capability.Headers(Messages.list(headers)));
      case Request request ->
          put(
              sink,
              HostTag.REQUEST,
              new Capability.Request(
                  realm.messages().message(request, RequestMessage.Redirect.FOLLOW)));
      case Response response ->
          put(sink, HostTag.RESPONSE, new Capability.Response(realm.messages().message(response)));
      case InputStream stream ->
          put(sink, HostTag.READABLE_STREAM, new Capability.Bytes(realm.messages().source(stream)));
      default -> {
        Method function = function(sent);
        yield function != null && export(sink, new Callee.Function(sent, function));
      }
    };
  }

  private boolean export(ValueSink sink, Callee callee) {
    return put(
        sink, HostTag.RPC_STUB, new Capability.Target(new GuestTarget(realm, callee).open()));
  }

  private boolean put(ValueSink sink, int tag, Capability capability) {
    sink.host(tag);
    sink.hostNumber(capabilities.size());
    capabilities.add(capability);
    return true;
  }

  /** The one method of a lambda, method reference or anonymous class; null for other objects. */
  private static @Nullable Method function(Object value) {
    Class<?> type = value.getClass();
    if (!type.isHidden() && !type.isAnonymousClass()) {
      return null;
    }
    List<Method> methods =
        Arrays.stream(type.getInterfaces())
            .flatMap(each -> Arrays.stream(each.getMethods()))
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .toList();
    if (methods.size() != 1) {
      return null;
    }
    Method method = methods.getFirst();
    method.setAccessible(true);
    return method;
  }
}
