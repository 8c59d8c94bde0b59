package dev.perdure.host.java;

import dev.perdure.workers.Fetcher;
import dev.perdure.workers.Request;
import dev.perdure.workers.Response;
import dev.perdure.workers.Stub;
import dev.perdure.workers.TcpSocket;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.Payload;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.spi.Channel;
import java.util.concurrent.CompletableFuture;

/** A stub of a worker, an entrypoint or an object: nothing to give back. */
class ServiceStub extends AbstractStub implements Fetcher {
  private final Channel channel;

  ServiceStub(JavaRealm realm, Channel channel) {
    super(realm);
    this.channel = channel;
  }

  Channel channel() {
    return channel;
  }

  @Override
  CompletableFuture<Payload> send(Event.RpcCall call) {
    return channel.send(call);
  }

  @Override
  public Response fetch(Request request) {
    RequestMessage message = realm().messages().message(request, RequestMessage.Redirect.MANUAL);
    return realm().messages().response(realm().ask(channel, new Event.Fetch(message)));
  }

  @Override
  public TcpSocket connect(String host, int port) {
    return TcpView.open(realm(), channel, host, port, false);
  }

  @Override
  public Stub dup() {
    return this;
  }

  @Override
  public void close() {}
}
