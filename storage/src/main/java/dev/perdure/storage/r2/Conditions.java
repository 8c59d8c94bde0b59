package dev.perdure.storage.r2;

import dev.perdure.workers.binding.ObjectBucket.Condition;
import dev.perdure.workers.binding.ObjectBucket.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a condition holds.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7232#section-6">RFC 7232, precedence</a>
 */
final class Conditions {
  private Conditions() {}

  /**
   * Whether the condition holds for an object.
   *
   * @param etag the object's tag, or null where there is no object
   */
  static boolean hold(Condition condition, @Nullable String etag, Instant uploaded) {
    if (etag == null) {
      return condition.matches().isEmpty() && condition.after().isEmpty();
    }
    boolean matches =
        condition.matches().map(tags -> includes(tags, etag, Tag.Kind.STRONG)).orElse(true);
    boolean differs =
        condition.doesNotMatch().map(tags -> !includes(tags, etag, Tag.Kind.WEAK)).orElse(true);
    Instant time = rounded(uploaded, condition);
    boolean after =
        condition.after().map(limit -> rounded(limit, condition).isBefore(time)).orElse(true)
            || (condition.doesNotMatch().isPresent() && differs);
    boolean before =
        condition.before().map(limit -> time.isBefore(rounded(limit, condition))).orElse(true)
            || (condition.matches().isPresent() && matches);
    return matches && differs && after && before;
  }

  private static Instant rounded(Instant time, Condition condition) {
    return condition.seconds() ? time.truncatedTo(ChronoUnit.SECONDS) : time;
  }

  private static boolean includes(List<Tag> tags, String etag, Tag.Kind comparison) {
    return tags.stream()
        .anyMatch(tag ->
            tag.kind() == Tag.Kind.ANY
                || (tag.value().equals(etag)
                    && (tag.kind() == Tag.Kind.STRONG || comparison == Tag.Kind.WEAK)));
  }
}
