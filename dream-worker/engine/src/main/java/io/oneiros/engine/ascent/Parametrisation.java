package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Picture;

/** Variables z that are climbed in place of a picture's values, as one array or several. */
public interface Parametrisation {
  /** The picture that z makes, values 0..1. */
  Picture decode(double[][] z);

  /**
   * The gradient with respect to z.
   *
   * @param decoded the picture that z makes, from {@link #decode}
   * @param gradient with respect to its values
   */
  double[][] pullback(double[][] z, Picture decoded, Picture gradient);

  /**
   * What moves z along its gradients, from the first step on.
   *
   * @param rate how far a variable moves at a step, about; above 0
   */
  Mover mover(double[][] z, double rate);

  /** Remembers from step to step what it needs. */
  interface Mover {
    /** Moves z up its gradient, in place. */
    void climb(double[][] z, double[][] gradient);
  }
}
