package dev.perdure.host.java;

import dev.perdure.workers.DurableObjectId;
import dev.perdure.workers.DurableObjectState;
import dev.perdure.workers.DurableObjectStorage;
import dev.perdure.workers.Exports;
import dev.perdure.workers.Facets;
import dev.perdure.workers.Task;
import dev.perdure.workers.WebSocket;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.message.ErrorData;
import dev.perdure.workers.spi.ActorSite;
import dev.perdure.workers.spi.ActorSockets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code ctx} of a Durable Object. */
final class StateView implements DurableObjectState {
  private static final int LONGEST_AUTO = 2048;

  private final JavaRealm realm;
  private final ActorSite site;
  private final DurableObjectId id;
  private final StorageView storage;

  StateView(JavaRealm realm, ActorSite site) {
    this.realm = realm;
    this.site = site;
    this.id = new IdView(site.id());
    this.storage = new StorageView(realm, this, site.storage());
  }

  @Override
  public DurableObjectId id() {
    return id;
  }

  @Override
  public Exports exports() {
    return new ExportsView(realm);
  }

  @Override
  public Facets facets() {
    return new FacetsView(realm, site.facets());
  }

  @Override
  public DurableObjectStorage storage() {
    return storage;
  }

  /** Told by the isolate: whether the class has a handler for alarms. */
  void hasAlarm(boolean has) {
    storage.hasAlarm(has);
  }

  @Override
  public <T extends @Nullable Object> T blockConcurrencyWhile(Callable<T> callback) {
    return inSection(callback, true);
  }

  /** Runs {@code callback} in a critical section, which may reset the object where it fails. */
  <T extends @Nullable Object> T inSection(Callable<T> callback, boolean resets) {
    Fibers fibers = realm.fibers();
    EventContext context = fibers.self().context();
    CompletableFuture<T> outcome = new CompletableFuture<>();
    fibers.act(() ->
        site.gate()
            .enter(section ->
                fibers
                    .start(context, callback)
                    .whenComplete((value, thrown) -> {
                      if (thrown == null) {
                        section.leave();
                        outcome.complete(value);
                      } else {
                        if (resets) {
                          section.fail(Errors.toData(thrown));
                        } else {
                          section.leave();
                        }
                        outcome.completeExceptionally(thrown);
                      }
                    })));
    return fibers.join(outcome);
  }

  @Override
  public void waitUntil(Task<?> task) {
    realm.waitUntil(task);
  }

  @Override
  public void acceptWebSocket(WebSocket socket, String... tags) {
    realm.sockets().acceptForHibernation(socket, tags);
  }

  @Override
  public List<WebSocket> getWebSockets() {
    return realm.fibers().call(() -> realm.sockets().views(site.sockets().all()));
  }

  @Override
  public List<WebSocket> getWebSockets(String tag) {
    return realm.fibers().call(() -> realm.sockets().views(site.sockets().tagged(tag)));
  }

  @Override
  public void setWebSocketAutoResponse(@Nullable AutoResponse response) {
    if (response != null) {
      check("Request", "request", response.request());
      check("Response", "response", response.response());
    }
    realm
        .fibers()
        .act(() ->
            site.sockets()
                .autoRespond(
                    response == null
                        ? null
                        : new ActorSockets.AutoResponse(response.request(), response.response())));
  }

  private static void check(String name, String what, String text) {
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    if (size > LONGEST_AUTO) {
      throw WorkerException.rangeError(
          "%s cannot be larger than 2048 bytes. A %s of size %d was provided."
              .formatted(name, what, size));
    }
  }

  @Override
  public Optional<AutoResponse> getWebSocketAutoResponse() {
    return Optional.ofNullable(site.sockets().autoResponse())
        .map(response -> new AutoResponse(response.request(), response.response()));
  }

  @Override
  public void abort(@Nullable String reason) {
    String message =
        Objects.requireNonNullElse(reason, "Application called abort() to reset Durable Object.");
    realm
        .fibers()
        .act(() ->
            site.reset(ErrorData.of("Error", message).with(ErrorData.Flag.DURABLE_OBJECT_RESET)));
    throw new IsolateEnded();
  }
}
