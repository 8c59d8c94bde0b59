package dev.perdure.host.assets;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the file for a path: with or without {@code .html}, with or without a slash at the end, as
 * {@code html_handling} and {@code not_found_handling} say.
 *
 * @see <a
 *     href="https://developers.cloudflare.com/workers/static-assets/routing/advanced/html-handling/">
 *     HTML handling</a>
 */
final class HtmlHandling {
  /** How URLs of pages end. */
  enum Slashes {
    /** A folder's page with a slash, a page of its own without. */
    AUTO,
    /** Every page with a slash. */
    FORCE,
    /** Every page without. */
    DROP,
    /** As the files are called. */
    NONE
  }

  /** What answers where no file does. */
  enum NotFound {
    /** The nearest {@code 404.html}. */
    PAGE,
    /** {@code /index.html}. */
    SINGLE_PAGE,
    /** Nothing. */
    NONE
  }

  /** A file to look for; where there is a destination, the client is sent there. */
  private record Attempt(String file, @Nullable String destination) {
    static Attempt serve(String file) {
      return new Attempt(file, null);
    }

    static Attempt redirect(String file, String destination) {
      return new Attempt(file, destination);
    }
  }

  private final AssetFolder folder;
  private final Slashes slashes;

  HtmlHandling(AssetFolder folder, Slashes slashes) {
    this.folder = folder;
    this.slashes = slashes;
  }

  /** What becomes of a decoded path, or null. */
  @Nullable Intent intent(String path, NotFound notFound) {
    for (Attempt attempt : attempts(path)) {
      String destination = attempt.destination();
      if (destination == null) {
        Asset asset = folder.find(attempt.file());
        if (asset != null) {
          return new Intent.Serve(asset, 200);
        }
      } else if (leadsTo(destination, attempt.file(), notFound)) {
        return new Intent.Redirect(destination);
      }
    }
    return missing(path, notFound);
  }

  /** Whether a request for the destination would be answered by the file, without a redirect. */
  private boolean leadsTo(String destination, String file, NotFound notFound) {
    Asset wanted = folder.find(file);
    return wanted != null
        && folder.find(destination) == null
        && wanted.equals(served(destination, notFound));
  }

  private @Nullable Asset served(String path, NotFound notFound) {
    for (Attempt attempt : attempts(path)) {
      Asset asset = attempt.destination() == null ? folder.find(attempt.file()) : null;
      if (asset != null) {
        return asset;
      }
    }
    return missing(path, notFound) instanceof Intent.Serve serve ? serve.asset() : null;
  }

  private @Nullable Intent missing(String path, NotFound notFound) {
    return switch (notFound) {
      case NONE -> null;
      case SINGLE_PAGE -> {
        Asset page = folder.find("/index.html");
        yield page == null ? null : new Intent.Serve(page, 200);
      }
      case PAGE -> {
        Intent found = null;
        String above = path;
        while (!above.isEmpty() && found == null) {
          above = above.substring(0, Math.max(0, above.lastIndexOf('/')));
          Asset page = folder.find(above + "/404.html");
          found = page == null ? null : new Intent.Serve(page, 404);
        }
        yield found;
      }
    };
  }

  private List<Attempt> attempts(String path) {
    return switch (slashes) {
      case AUTO -> auto(path);
      case FORCE -> force(path);
      case DROP -> drop(path);
      case NONE -> List.of(Attempt.serve(path));
    };
  }

  private static List<Attempt> auto(String path) {
    List<Attempt> attempts = new ArrayList<>();
    if (path.endsWith("/index")) {
      attempts.add(Attempt.serve(path));
      attempts.add(Attempt.redirect(path + ".html", without(path, "index")));
      attempts.add(Attempt.redirect(without(path, "/index") + ".html", without(path, "/index")));
    } else if (path.endsWith("/index.html")) {
      String bare = without(path, "/index.html");
      attempts.add(Attempt.redirect(path, bare + "/"));
      attempts.add(Attempt.redirect(bare + ".html", bare));
    } else if (path.endsWith("/")) {
      attempts.add(Attempt.serve(path + "index.html"));
      attempts.add(Attempt.redirect(without(path, "/") + ".html", without(path, "/")));
    } else if (path.endsWith(".html")) {
      String bare = without(path, ".html");
      attempts.add(Attempt.redirect(path, bare));
      attempts.add(Attempt.redirect(bare + "/index.html", bare + "/"));
    }
    attempts.add(Attempt.serve(path));
    attempts.add(Attempt.serve(path + ".html"));
    attempts.add(Attempt.redirect(path + "/index.html", path + "/"));
    return attempts;
  }

  private static List<Attempt> force(String path) {
    List<Attempt> attempts = new ArrayList<>();
    if (path.endsWith("/index")) {
      String bare = without(path, "/index");
      attempts.add(Attempt.serve(path));
      attempts.add(Attempt.redirect(path + ".html", bare + "/"));
      attempts.add(Attempt.redirect(bare + ".html", bare + "/"));
    } else if (path.endsWith("/index.html")) {
      String bare = without(path, "/index.html");
      attempts.add(Attempt.redirect(path, bare + "/"));
      attempts.add(Attempt.redirect(bare + ".html", bare + "/"));
    } else if (path.endsWith("/")) {
      attempts.add(Attempt.serve(path + "index.html"));
      attempts.add(Attempt.serve(without(path, "/") + ".html"));
    } else if (path.endsWith(".html")) {
      String bare = without(path, ".html");
      attempts.add(Attempt.redirect(path, bare + "/"));
      attempts.add(Attempt.serve(path));
      attempts.add(Attempt.redirect(bare + "/index.html", bare + "/"));
    }
    attempts.add(Attempt.serve(path));
    attempts.add(Attempt.redirect(path + ".html", path + "/"));
    attempts.add(Attempt.redirect(path + "/index.html", path + "/"));
    return attempts;
  }

  private static List<Attempt> drop(String path) {
    List<Attempt> attempts = new ArrayList<>();
    if (path.equals("/index")) {
      attempts.add(Attempt.serve(path));
      attempts.add(Attempt.redirect("/index.html", "/"));
    } else if (path.endsWith("/index")) {
      String bare = without(path, "/index");
      attempts.add(Attempt.serve(path));
      attempts.add(Attempt.redirect(bare + ".html", bare));
      attempts.add(Attempt.redirect(path + ".html", bare));
    } else if (path.equals("/index.html")) {
      attempts.add(Attempt.redirect(path, "/"));
    } else if (path.endsWith("/index.html")) {
      String bare = without(path, "/index.html");
      attempts.add(Attempt.redirect(path, bare));
      attempts.add(Attempt.serve(path));
      attempts.add(Attempt.redirect(bare + ".html", bare));
    } else if (path.equals("/")) {
      attempts.add(Attempt.serve("/index.html"));
    } else if (path.endsWith("/")) {
      String bare = without(path, "/");
      attempts.add(Attempt.redirect(bare + ".html", bare));
      attempts.add(Attempt.redirect(bare + "/index.html", bare));
    } else if (path.endsWith(".html")) {
      String bare = without(path, ".html");
      attempts.add(Attempt.redirect(path, bare));
      attempts.add(Attempt.redirect(bare + "/index.html", bare));
    }
    attempts.add(Attempt.serve(path));
    attempts.add(Attempt.serve(path + ".html"));
    attempts.add(Attempt.serve(path + "/index.html"));
    return attempts;
  }

  private static String without(String path, String end) {
    return path.substring(0, path.length() - end.length());
  }
}
