package io.oneiros.engine.ascent;

/** What brings a gradient to the length of a step. */
public sealed interface Norm {

  /**
   * One number over all values of the picture, which the gradient is divided by. {@link
   * GradientStatistics#norm} makes it of sums, so those of tiles add up to the picture's.
   */
  enum Scalar implements Norm {
    /** mean |g|: the 2015 notebook. */
    MEAN_ABS,
    /** sigma(g) = sqrt(mean g^2 - (mean g)^2): the TensorFlow tutorial. */
    DEVIATION,
    /** sqrt(mean g^2): the L2 norm, made independent of the picture's size. */
    RMS
  }

  /**
   * The gradient's Laplacian pyramid with every band brought to an rms of 1, so that coarse
   * structures grow as fast as fine ones: {@code lap_normalize} of Mordvintsev's TensorFlow
   * notebook. A step's rms is about {@code sqrt(bands + 1)} step sizes. Needs the whole picture in
   * one tile.
   *
   * @param bands number of bands above the coarsest picture, 1..16
   */
  record Laplacian(int bands) implements Norm {
    /** The notebook's 4. */
    public Laplacian() {
      this(4);
    }

    public Laplacian {
      if (bands < 1 || bands > 16) {
        throw new IllegalArgumentException("bands is " + bands + "; it must be 1..16");
      }
    }
  }
}
