package dev.perdure.js.wording;

import com.oracle.truffle.api.instrumentation.SourceSectionFilter.IndexRange;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the blocks of {@code try} statements. Braces in strings, comments and regular expressions
 * are counted like others: a range that is too long or too short costs time or a wording, no more.
 */
final class TryBlocks {
  private static final Pattern TRY = Pattern.compile("\\btry\\s*\\{");

  private TryBlocks() {}

  static IndexRange[] in(CharSequence text) {
    List<IndexRange> ranges = new ArrayList<>();
    Matcher matcher = TRY.matcher(text);
    int from = 0;
    while (from < text.length() && matcher.find(from)) {
      int end = end(text, matcher.end());
      ranges.add(IndexRange.between(matcher.end(), end));
      from = end;
    }
    return ranges.toArray(IndexRange[]::new);
  }

  /** Where the block ends that {@code start} is the first character of. */
  private static int end(CharSequence text, int start) {
    int depth = 1;
    int i = start;
    while (i < text.length() && depth > 0) {
      switch (text.charAt(i++)) {
        case '{' -> depth++;
        case '}' -> depth--;
        default -> {}
      }
    }
    return i;
  }
}
