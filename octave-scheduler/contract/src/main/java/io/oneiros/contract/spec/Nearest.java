package io.oneiros.contract.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody who mistyped a name may have meant. */
public final class Nearest {
  private Nearest() {}

  /**
   * The name with the smallest edit distance, the case of letters aside; none where that is more
   * than half of what was typed.
   */
  public static Optional<String> to(String typed, Collection<String> known) {
    return known.stream()
        .filter(name -> distance(typed, name) * 2 <= typed.length())
        .min(
            Comparator.<String>comparingInt(name -> distance(typed, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** A hint to end a sentence with, or nothing. */
  public static String hint(Optional<String> nearest) {
    return nearest.map(" Did you mean '%s'?"::formatted).orElse("");
  }

  /** Levenshtein 1966, row by row. */
  private static int distance(String typed, String name) {
    String a = typed.toLowerCase(Locale.ROOT);
    String b = name.toLowerCase(Locale.ROOT);
    int[] above = new int[b.length() + 1];
    for (int j = 1; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
