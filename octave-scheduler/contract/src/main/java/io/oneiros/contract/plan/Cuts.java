package io.oneiros.contract.plan;

import java.util.ArrayList;
import java.util.List;

/** Where one side of a picture is cut: ascending positions from 0 to the side's length. */
final class Cuts {
  private Cuts() {}

  /** As few even parts as none is longer than {@code longest}. */
  static List<Integer> even(int side, int longest) {
    int parts = parts(side, longest);
    List<Integer> cuts = new ArrayList<>();
    for (int k = 0; k <= parts; k++) {
      cuts.add(rounded(2L * k * side, 2L * parts));
    }
    return List.copyOf(cuts);
  }

  /**
   * The even cuts moved by half a part, so that the first and the last part are half as long. A
   * side in one part has no cut to move and stays whole; a part thinner than {@code thinnest} joins
   * its neighbour.
   */
  static List<Integer> shifted(int side, int longest, int thinnest) {
    int parts = parts(side, longest);
    List<Integer> cuts = new ArrayList<>(List.of(0));
    for (int k = 0; parts > 1 && k < parts; k++) {
      int cut = rounded((2L * k + 1) * side, 2L * parts);
      if (cut - cuts.get(cuts.size() - 1) >= thinnest && side - cut >= thinnest) {
        cuts.add(cut);
      }
    }
    cuts.add(side);
    return List.copyOf(cuts);
  }

  /** Cuts at whole multiples of {@code length}. */
  static List<Integer> every(int length, int side) {
    List<Integer> cuts = new ArrayList<>();
    for (int cut = 0; cut < side; cut += length) {
      cuts.add(cut);
    }
    cuts.add(side);
    return List.copyOf(cuts);
  }

  private static int parts(int side, int longest) {
    return (side + longest - 1) / longest;
  }

  private static int rounded(long numerator, long denominator) {
    return (int) ((numerator + denominator / 2) / denominator);
  }
}
