package dev.perdure.host.assets;

import dev.perdure.js.url.Url;
import dev.perdure.workers.event.Event;
import dev.perdure.workers.message.GuestException;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import dev.perdure.workers.spi.Channel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the assets or the worker answer a request. Thread-safe.
 *
 * @see <a href="https://developers.cloudflare.com/workers/static-assets/routing/">Routing</a>
 */
public final class AssetRouter {
  /**
   * Who goes first.
   *
   * @param workerAlways whether the worker sees every request
   * @param toWorker paths that the worker sees although a file may answer, with {@code *}
   * @param toAssets paths that assets answer although {@code toWorker} names them
   * @param navigationPrefersAssets whether {@code not_found_handling} answers a browser that
   *     navigates, in place of the worker
   */
  public record Order(
      boolean workerAlways,
      List<String> toWorker,
      List<String> toAssets,
      boolean navigationPrefersAssets) {
    /** Copies the lists. */
    public Order {
      toWorker = List.copyOf(toWorker);
      toAssets = List.copyOf(toAssets);
    }

    /** Reads {@code run_worker_first}: {@code *} alone stands for every request. */
    public static Order of(List<String> runWorkerFirst, boolean navigationPrefersAssets) {
      boolean always = runWorkerFirst.equals(List.of("*"));
      return new Order(
          always,
          always ? List.of() : runWorkerFirst.stream().filter(r -> r.startsWith("/")).toList(),
          runWorkerFirst.stream()
              .filter(rule -> rule.startsWith("!/"))
              .map(rule -> rule.substring(1))
              .toList(),
          navigationPrefersAssets);
    }
  }

  private final AssetSite site;
  private final Order order;
  private final List<Pattern> toWorker;
  private final List<Pattern> toAssets;
  private final Executor threads;

  /** A router that looks for files on {@code threads}. */
  public AssetRouter(AssetSite site, Order order, Executor threads) {
    this.site = site;
    this.order = order;
    this.threads = threads;
    this.toWorker = order.toWorker().stream().map(AssetRouter::pattern).toList();
    this.toAssets = order.toAssets().stream().map(AssetRouter::pattern).toList();
  }

  private static Pattern pattern(String rule) {
    return Pattern.compile(
        java.util.Arrays.stream(rule.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }

  /** The binding {@code ASSETS}: what the assets alone answer. */
  public Channel assets() {
    return new Channel() {
      @Override
      public <R> CompletableFuture<R> send(Event<R> event) {
        return fetch(event, request -> CompletableFuture.completedFuture(Optional.empty()));
      }
    };
  }

  /** The worker with its assets before it; a worker of assets only where it is null. */
  public Channel inFrontOf(@Nullable Channel worker) {
    return new Channel() {
      @Override
      public <R> CompletableFuture<R> send(Event<R> event) {
        if (!(event instanceof Event.Fetch)) {
          return worker == null ? refused() : worker.send(event);
        }
        return fetch(
            event,
            request ->
                worker == null || !isForWorker(request)
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : worker.send(new Event.Fetch(request)).thenApply(Optional::of));
      }
    };
  }

  private interface First {
    /** The answer of the worker; none where assets are to answer. */
    CompletableFuture<Optional<ResponseMessage>> to(RequestMessage request);
  }

  @SuppressWarnings("unchecked")
  private <R> CompletableFuture<R> fetch(Event<R> event, First first) {
    if (!(event instanceof Event.Fetch fetch)) {
      return refused();
    }
    RequestMessage request = fetch.request();
    return (CompletableFuture<R>)
        CompletableFuture.supplyAsync(() -> first.to(request), threads)
            .thenCompose(answer -> answer)
            .thenCompose(answer ->
                answer.isPresent()
                    ? CompletableFuture.completedFuture(answer.get())
                    : CompletableFuture.supplyAsync(
                        () -> site.answer(request, url(request)), threads));
  }

  private static <R> CompletableFuture<R> refused() {
    return CompletableFuture.failedFuture(
        GuestException.typeError("Static assets take nothing but fetch()."));
  }

  private boolean isForWorker(RequestMessage request) {
    if (order.workerAlways()) {
      return true;
    }
    Url url = url(request);
    String path = url.pathname();
    if (toAssets.stream().anyMatch(rule -> rule.matcher(path).matches())) {
      return false;
    }
    if (toWorker.stream().anyMatch(rule -> rule.matcher(path).matches())) {
      return true;
    }
    boolean navigates =
        order.navigationPrefersAssets()
            && "navigate".equals(request.headers().first("Sec-Fetch-Mode"));
    boolean withNotFound = !toWorker.isEmpty() || !toAssets.isEmpty() || navigates;
    return !site.answers(request, url, withNotFound);
  }

  private static Url url(RequestMessage request) {
    Url url = Url.parse(request.url());
    if (url == null) {
      throw new IllegalArgumentException("'" + request.url() + "' is no URL.");
    }
    return url;
  }
}
