package dev.perdure.workers.compat;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the known names that a mistyped one may have meant. */
public final class NearNames {
  private static final int MOST = 3;

  private NearNames() {}

  /** Up to three of {@code known} that are close to {@code name}, the closest first. */
  public static List<String> of(String name, Collection<String> known) {
    int limit = Math.max(1, name.length() / 3);
    record Candidate(String name, int distance) {}
    return known.stream()
        .distinct()
        .map(candidate -> new Candidate(candidate, distance(name, candidate)))
        .filter(candidate -> candidate.distance() <= limit)
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(MOST)
        .map(Candidate::name)
        .toList();
  }

  /** A sentence that offers {@code near}, with a leading space; empty when there is none. */
  public static String hint(List<String> near) {
    if (near.isEmpty()) {
      return "";
    }
    String last = "'" + near.getLast() + "'?";
    String before =
        near.subList(0, near.size() - 1).stream()
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", "));
    return " Did you mean " + (before.isEmpty() ? last : before + " or " + last);
  }

  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT).replace('-', '_');
    String b = right.toLowerCase(Locale.ROOT).replace('-', '_');
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
