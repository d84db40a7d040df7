package io.oneiros.gateway.intake;

import io.oneiros.engine.zoo.Levenshtein;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody who mistyped a name may have meant. */
final class Nearest {
  private Nearest() {}

  /** The name with the smallest edit distance (Levenshtein), the case of letters aside. */
  static Optional<String> to(String name, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.<String>comparingInt(other -> Levenshtein.distance(name, other))
                .thenComparing(Comparator.naturalOrder()));
  }
}
