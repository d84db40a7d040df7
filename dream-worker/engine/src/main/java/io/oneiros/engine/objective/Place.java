package io.oneiros.engine.objective;

/**
 * A point of a picture of any size, as parts of its width and height: only the activation around it
 * counts, one neuron. lucid's {@code neuron} (Olah, Mordvintsev and Schubert, "Feature
 * Visualization", Distill 2017).
 *
 * @param x from 0, the left edge, to 1
 * @param y from 0, the top edge, to 1
 */
public record Place(double x, double y) {
  public Place {
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
      throw new IllegalArgumentException(
          "x is %s, y is %s; both must be from 0 to 1".formatted(x, y));
    }
  }

  /** The column it is in, of that many. */
  public int column(int width) {
    return pixel(x, width);
  }

  /** The row it is in, of that many. */
  public int row(int height) {
    return pixel(y, height);
  }

  private static int pixel(double part, int length) {
    return Math.min(length - 1, (int) (part * length));
  }
}
