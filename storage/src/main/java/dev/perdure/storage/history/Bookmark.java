package dev.perdure.storage.history;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A state of one object, as text in the platform's shape: 8, 8, 8 and 32 hexadecimal digits.
 *
 * @param position the state is that after the first commit that ends here or later
 * @param serial tells apart bookmarks of one state, in the order they were given out
 * @param lineage which history it belongs to, 24 hexadecimal digits
 */
record Bookmark(Position position, int serial, String lineage) {
  private static final Pattern SHAPE =
      Pattern.compile("([0-9a-f]{8})-([0-9a-f]{8})-([0-9a-f]{8})-([0-9a-f]{8})([0-9a-f]{24})");

  /** The bookmark that {@code text} stands for, or null. */
  static @Nullable Bookmark parse(String text) {
    Matcher shape = SHAPE.matcher(text.toLowerCase(Locale.ROOT));
    if (!shape.matches()) {
      return null;
    }
    Position position =
        new Position(
            Integer.parseUnsignedInt(shape.group(1), 16),
            Integer.parseUnsignedInt(shape.group(2), 16),
            Integer.parseUnsignedInt(shape.group(3), 16));
    return new Bookmark(position, Integer.parseUnsignedInt(shape.group(4), 16), shape.group(5));
  }

  @Override
  public String toString() {
    return String.format(
        "%08x-%08x-%08x-%08x%s",
        position.epoch(), position.segment(), position.frame(), serial, lineage);
  }
}
