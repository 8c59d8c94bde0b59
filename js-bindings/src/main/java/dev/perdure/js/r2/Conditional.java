package dev.perdure.js.r2;

import dev.perdure.workers.binding.ObjectBucket.Condition;
import dev.perdure.workers.binding.ObjectBucket.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.graalvm.polyglot.Value;

/** Reads conditions as {@code lib/r2.js} hands them over. */
final class Conditional {
  private Conditional() {}

  /**
   * A condition out of null, or an array of: tags to match, tags not to match, the time before, the
   * time after (null where there is none), and whether times count by the second.
   */
  static Condition of(Value parts) {
    return parts.isNull()
        ? Condition.NONE
        : new Condition(
            tags(parts.getArrayElement(0)),
            tags(parts.getArrayElement(1)),
            time(parts.getArrayElement(2)),
            time(parts.getArrayElement(3)),
            parts.getArrayElement(4).asBoolean());
  }

  /** Kinds and values in turn. */
  private static Optional<List<Tag>> tags(Value parts) {
    if (parts.isNull()) {
      return Optional.empty();
    }
    List<Tag> tags = new ArrayList<>();
    for (long i = 0; i < parts.getArraySize(); i += 2) {
      tags.add(
          new Tag(
              Tag.Kind.valueOf(parts.getArrayElement(i).asString()),
              parts.getArrayElement(i + 1).asString()));
    }
    return Optional.of(tags);
  }

  private static Optional<Instant> time(Value millis) {
    return millis.isNull()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli((long) millis.asDouble()));
  }
}
