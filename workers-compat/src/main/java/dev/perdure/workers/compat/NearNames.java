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
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, a, b, i, j);
      }
    }
    return rows[a.length()][b.length()];
  }

  /** The cheapest of inserting, deleting, replacing and swapping a letter. */
  private static int step(int[][] rows, String a, String b, int i, int j) {
    int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
  }
}
