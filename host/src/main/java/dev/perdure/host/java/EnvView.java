package dev.perdure.host.java;

import dev.perdure.workers.D1Database;
import dev.perdure.workers.DurableObjectNamespace;
import dev.perdure.workers.DurableObjectStub;
import dev.perdure.workers.Env;
import dev.perdure.workers.Fetcher;
import dev.perdure.workers.Json;
import dev.perdure.workers.KvNamespace;
import dev.perdure.workers.R2Bucket;
import dev.perdure.workers.Request;
import dev.perdure.workers.Response;
import dev.perdure.workers.TcpSocket;
import dev.perdure.workers.WorkerQueue;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.spi.ActorNamespace;
import dev.perdure.workers.spi.Binding;
import dev.perdure.workers.spi.EventLoop;
import java.util.Set;
import java.util.TreeSet;

/** The bindings of an isolate. */
final class EnvView implements Env {
  private final JavaRealm realm;

  EnvView(JavaRealm realm) {
    this.realm = realm;
  }

  @Override
  public Set<String> names() {
    return new TreeSet<>(realm.host().bindings().keySet());
  }

  private <B extends Binding> B named(String name, Class<B> kind, String what) {
    Binding binding = realm.host().bindings().get(name);
    if (binding == null) {
      throw new IllegalArgumentException(
          "There is no binding '%s'; the configuration has '%s'."
              .formatted(name, String.join("', '", names())));
    }
    if (!kind.isInstance(binding)) {
      throw new IllegalArgumentException("The binding '%s' is no %s.".formatted(name, what));
    }
    return kind.cast(binding);
  }

  @Override
  public String text(String name) {
    return named(name, Binding.Text.class, "text").value();
  }

  @Override
  public <T> T json(String name, Class<T> type) {
    return Json.parse(named(name, Binding.Json.class, "JSON").json(), type);
  }

  private ActorNamespace objects(String name) {
    return named(name, Binding.Namespace.class, "namespace of Durable Objects").namespace();
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

  @Override
  public Fetcher service(String name) {
    return new ServiceStub(realm, named(name, Binding.Service.class, "service").channel());
  }

  @Override
  public <T> T service(String name, Class<T> type) {
    return service(name).as(type);
  }

  @Override
  public KvNamespace kv(String name) {
    return new KvView(realm, named(name, Binding.KeyValue.class, "KV namespace").namespace());
  }

  @Override
  public D1Database d1(String name) {
    return new DatabaseView(realm, named(name, Binding.Sql.class, "D1 database").database());
  }

  @Override
  public R2Bucket bucket(String name) {
    return new BucketView(realm, named(name, Binding.Bucket.class, "R2 bucket").bucket());
  }

  @Override
  public WorkerQueue queue(String name) {
    return new QueueView(realm, named(name, Binding.Queue.class, "queue").queue());
  }

  @Override
  public boolean limit(String name, String key) {
    Binding.Limit limit = named(name, Binding.Limit.class, "rate limiter");
    return limit.limiter().allow(key, limit.limit(), limit.period());
  }

  @Override
  public TcpSocket connect(String host, int port) {
    return TcpView.open(realm, realm.host().outbound(), host, port, false);
  }

  @Override
  public TcpSocket connectTls(String host, int port) {
    return TcpView.open(realm, realm.host().outbound(), host, port, true);
  }

  @Override
  public Response fetch(Request request) {
    RequestMessage message = realm.messages().message(request, RequestMessage.Redirect.FOLLOW);
    EventLoop.Pending network =
        realm.fibers().call(() -> realm.host().loop().begin(EventLoop.Kind.NETWORK));
    try {
      return realm
          .messages()
          .response(realm.ask(realm.host().outbound(), new Event.Fetch(message)));
    } finally {
      network.cancel();
    }
  }
}
