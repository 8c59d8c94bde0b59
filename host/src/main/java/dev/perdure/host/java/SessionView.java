package dev.perdure.host.java;

import dev.perdure.workers.D1Result;
import dev.perdure.workers.D1Session;
import dev.perdure.workers.D1Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A session with a D1 database; there is one copy, so that it needs to wait for none. */
final class SessionView implements D1Session {
  private static final Set<String> FIRST = Set.of("", "first-unconstrained", "first-primary");

  private final DatabaseView view;
  private @Nullable String bookmark;

  SessionView(DatabaseView view, String constraint) {
    this.view = view;
    this.bookmark = FIRST.contains(constraint) ? null : constraint;
  }

  @Override
  public List<D1Result> batch(List<D1Statement> statements) {
    List<D1Result> results = view.batch(statements);
    String seen = view.realm().fibers().call(() -> view.database().bookmark());
    if (bookmark == null || bookmark.compareTo(seen) < 0) {
      bookmark = seen;
    }
    return results;
  }

  @Override
  public D1Session session(String constraint) {
    return view.session(constraint);
  }

  @Override
  public Optional<String> bookmark() {
    return Optional.ofNullable(bookmark);
  }
}
