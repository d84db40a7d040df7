package io.oneiros.storage.region;

import io.oneiros.canvas.Planes;

/** Arithmetic on whole blocks of pixels, in place. */
public final class Pixels {
  private Pixels() {}

  /** {@code a += b}. */
  public static void add(Planes a, Planes b) {
    for (int i = 0; i < a.values().length; i++) {
      a.values()[i] += b.values()[i];
    }
  }

  /** {@code a -= b}. */
  public static void subtract(Planes a, Planes b) {
    for (int i = 0; i < a.values().length; i++) {
      a.values()[i] -= b.values()[i];
    }
  }

  /** {@code a *= factor}. */
  public static void scale(Planes a, double factor) {
    for (int i = 0; i < a.values().length; i++) {
      a.values()[i] = (float) (a.values()[i] * factor);
    }
  }

  /**
   * Clips every value to 0..1.
   *
   * @throws ArithmeticException if a value is not a number: it would spread over the picture
   */
  public static void clip(Planes a) {
    float[] values = a.values();
    for (int i = 0; i < values.length; i++) {
      if (Float.isNaN(values[i])) {
        throw new ArithmeticException("A pixel is not a number.");
      }
      values[i] = Math.min(1, Math.max(0, values[i]));
    }
  }
}
