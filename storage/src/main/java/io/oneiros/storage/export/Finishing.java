package io.oneiros.storage.export;

import io.oneiros.canvas.Planes;
import io.oneiros.contract.spec.Finish;

/** How much of a dream is shown over its source. */
final class Finishing {
  /** Y of Rec. 601, full range. */
  private static final double[] LUMA = {0.299, 0.587, 0.114};

  private Finishing() {}

  /**
   * Turns a dream into what is shown of it, in place: {@code source + strength (dream - source)},
   * and of that, where {@code luminance} is set, Y alone, with Cb and Cr of the source.
   */
  static void apply(Finish finish, Planes dream, Planes source) {
    if (finish.luminance()) {
      luminance(finish.strength(), dream, source);
    } else if (finish.strength() != 1) {
      mix(finish.strength(), dream.values(), source.values());
    }
  }

  /** In this form 0 is the source to the last bit, and no value moves back as strength grows. */
  private static void mix(double strength, float[] dream, float[] source) {
    for (int i = 0; i < dream.length; i++) {
      dream[i] = (float) (source[i] + strength * ((double) dream[i] - source[i]));
    }
  }

  /** With Cb and Cr held, a change of Y is the same change of red, green and blue. */
  private static void luminance(double strength, Planes dream, Planes source) {
    int pixels = dream.width() * dream.height();
    float[] shown = dream.values();
    float[] before = source.values();
    for (int i = 0; i < pixels; i++) {
      double change = 0;
      for (int c = 0; c < Planes.CHANNELS; c++) {
        int at = c * pixels + i;
        change += LUMA[c] * ((double) shown[at] - before[at]);
      }
      for (int c = 0; c < Planes.CHANNELS; c++) {
        int at = c * pixels + i;
        shown[at] = (float) Math.min(1, Math.max(0, before[at] + strength * change));
      }
    }
  }
}
