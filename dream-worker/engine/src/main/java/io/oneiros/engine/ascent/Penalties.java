package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Picture;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The gradients of {@link Penalty penalties}. */
final class Penalties {
  private static final double EPSILON = 1e-8;

  private Penalties() {}

  /**
   * @param gradient of the objective per 1/255; the penalties' is taken from it in place
   * @param picture values 0..1, of the same size
   */
  static void subtract(List<Penalty> penalties, Picture gradient, Picture picture) {
    for (Penalty penalty : penalties) {
      if (penalty instanceof Penalty.Variation variation) {
        subtract(variation, gradient, picture);
      } else if (penalty instanceof Penalty.Power power) {
        subtract(power, gradient.values(), picture.values());
      }
    }
  }

  private static void subtract(Penalty.Variation variation, Picture gradient, Picture picture) {
    double factor = variation.weight() * variation.beta() / 255;
    double epsilon = variation.beta() < 2 ? EPSILON : 0;
    DoubleUnaryOperator slope = Power.of(variation.beta() / 2 - 1);
    float[] x = picture.values();
    float[] g = gradient.values();
    int width = picture.width();
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int row = 0; row < picture.height(); row++) {
        int next = row + 1 < picture.height() ? width : 0;
        int from = picture.index(c, row, 0);
        for (int i = from; i < from + width; i++) {
          int right = i + 1 < from + width ? i + 1 : i;
          double dx = x[right] - x[i];
          double dy = x[i + next] - x[i];
          double pull = factor * slope.applyAsDouble(dx * dx + dy * dy + epsilon);
          g[i] += (float) (pull * (dx + dy));
          g[right] -= (float) (pull * dx);
          g[i + next] -= (float) (pull * dy);
        }
      }
    }
  }

  private static void subtract(Penalty.Power penalty, float[] g, float[] x) {
    double factor = penalty.weight() * penalty.exponent() / 255;
    DoubleUnaryOperator slope = Power.of(penalty.exponent() - 1);
    for (int i = 0; i < g.length; i++) {
      double d = x[i] - 0.5;
      g[i] -= (float) (factor * Math.signum(d) * slope.applyAsDouble(Math.abs(d)));
    }
  }
}
