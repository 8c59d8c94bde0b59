package dev.perdure.host.assets;

import dev.perdure.host.config.Bindings;
import dev.perdure.js.url.Url;
import dev.perdure.workers.message.Body;
import dev.perdure.workers.message.HeaderList;
import dev.perdure.workers.message.RequestMessage;
import dev.perdure.workers.message.ResponseMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The assets of one worker. Thread-safe; its calls read files. */
public final class AssetSite {
  private static final int WHOLE = 1 << 18;

  private final HtmlHandling pages;
  private final HtmlHandling.NotFound notFound;
  private final RedirectRules redirects;
  private final HeaderRules headers;
  private final Executor threads;

  private AssetSite(
      HtmlHandling pages,
      HtmlHandling.NotFound notFound,
      RedirectRules redirects,
      HeaderRules headers,
      Executor threads) {
    this.pages = pages;
    this.notFound = notFound;
    this.redirects = redirects;
    this.headers = headers;
    this.threads = threads;
  }

  /**
   * Reads the rules of a folder of assets.
   *
   * @param threads where large files are read
   * @param warn takes a sentence for each rule that is left out
   */
  public static AssetSite of(Bindings.Assets assets, Executor threads, Consumer<String> warn) {
    AssetFolder folder =
        new AssetFolder(
            assets
                .directory()
                .orElseThrow(() -> new IllegalArgumentException("The assets have no directory.")));
    HtmlHandling.Slashes slashes =
        switch (assets.htmlHandling()) {
          case "force-trailing-slash" -> HtmlHandling.Slashes.FORCE;
          case "drop-trailing-slash" -> HtmlHandling.Slashes.DROP;
          case "none" -> HtmlHandling.Slashes.NONE;
          default -> HtmlHandling.Slashes.AUTO;
        };
    HtmlHandling.NotFound notFound =
        switch (assets.notFoundHandling()) {
          case "single-page-application" -> HtmlHandling.NotFound.SINGLE_PAGE;
          case "404-page" -> HtmlHandling.NotFound.PAGE;
          default -> HtmlHandling.NotFound.NONE;
        };
    return new AssetSite(
        new HtmlHandling(folder, slashes),
        notFound,
        RedirectRules.parse(
            folder.text("_redirects").orElse(""), slashes != HtmlHandling.Slashes.NONE, warn),
        HeaderRules.parse(folder.text("_headers").orElse(""), warn),
        threads);
  }

  /** Whether assets, and not the worker, answer a request that nothing routes to either. */
  boolean answers(RequestMessage request, Url url, boolean withNotFound) {
    return respond(request, url, withNotFound ? notFound : HtmlHandling.NotFound.NONE, false)
        != null;
  }

  /** The answer of the assets; a bare 404 where there is nothing. */
  public ResponseMessage answer(RequestMessage request, Url url) {
    ResponseMessage answer = respond(request, url, notFound, true);
    return answer == null ? decorated(url, status(404)) : decorated(url, answer);
  }

  private ResponseMessage decorated(Url url, ResponseMessage answer) {
    HeaderList changed = headers.apply(url.hostname(), url.pathname(), answer.headers());
    return ResponseMessage.of(answer.status(), changed, answer.body());
  }

  private @Nullable ResponseMessage respond(
      RequestMessage request, Url url, HtmlHandling.NotFound missing, boolean withBody) {
    String path = url.pathname();
    boolean proxied = false;
    Optional<RedirectRules.Target> rule = redirects.match(url.hostname(), path);
    if (rule.isPresent()) {
      Url target = Objects.requireNonNullElse(Url.parse(rule.get().to(), url), url);
      if (rule.get().status() != 200) {
        return redirect(rule.get().status(), location(target, url));
      }
      path = target.pathname();
      proxied = true;
    }
    String decoded = PathCodec.decode(path);
    Intent intent = pages.intent(decoded, missing);
    if (intent == null) {
      return proxied ? status(404) : null;
    }
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return status(405);
    }
    return switch (intent) {
      case Intent.Redirect redirect ->
          redirect(307, PathCodec.encode(redirect.path()) + url.search());
      case Intent.Serve serve -> {
        String canonical = PathCodec.encode(decoded);
        yield canonical.equals(path)
            ? file(request, serve, withBody)
            : redirect(307, canonical + url.search());
      }
    };
  }

  private static String location(Url target, Url from) {
    String search = target.search().isEmpty() ? from.search() : target.search();
    if (target.origin().equals(from.origin())) {
      return target.pathname() + search + target.hash();
    }
    String href = target.href();
    return href.substring(0, href.length() - target.search().length() - target.hash().length())
        + search
        + target.hash();
  }

  private ResponseMessage file(RequestMessage request, Intent.Serve serve, boolean withBody) {
    Asset asset = serve.asset();
    HeaderList given = HeaderList.ofPairs("ETag", "\"" + asset.tag() + "\"");
    if (asset.contentType().isPresent()) {
      given = given.with("Content-Type", asset.contentType().get());
    }
    if (request.headers().first("Authorization") == null
        && request.headers().first("Range") == null) {
      given = given.with("Cache-Control", "public, max-age=0, must-revalidate");
    }
    given = given.with("CF-Cache-Status", "HIT");
    String known = request.headers().first("If-None-Match");
    String tag = "\"" + asset.tag() + "\"";
    if (tag.equals(known) || ("W/" + tag).equals(known)) {
      return ResponseMessage.of(304, given, null);
    }
    boolean head = request.method().equals("HEAD") || !withBody;
    return ResponseMessage.of(serve.status(), given, head ? null : body(asset));
  }

  private Body body(Asset asset) {
    try {
      return asset.size() <= WHOLE
          ? new Body.Bytes(Files.readAllBytes(asset.file()))
          : new Body.Stream(new FileSource(asset.file(), threads));
    } catch (IOException e) {
      throw new IllegalStateException(
          "The asset '" + asset.file() + "' cannot be read: " + e.getMessage(), e);
    }
  }

  private static ResponseMessage redirect(int status, String location) {
    return ResponseMessage.of(status, HeaderList.ofPairs("Location", location), null);
  }

  private static ResponseMessage status(int status) {
    return ResponseMessage.of(status, HeaderList.EMPTY, null);
  }
}
