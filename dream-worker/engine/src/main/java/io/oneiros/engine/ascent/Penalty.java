package io.oneiros.engine.ascent;

/**
 * What a picture is charged for; climbed is the objective less the penalties. x are the picture's
 * values, 0..1, and a weight is in units of the objective, so one for pixels of 0..255 is to be
 * multiplied with {@code 255^beta} or {@code 255^exponent}. Local: exact in tiles with a halo of at
 * least 1.
 */
public sealed interface Penalty {

  /**
   * Total variation, {@code weight sum (dx^2 + dy^2)^(beta / 2)} over pixels and channels, d being
   * the differences to the next column and row, 0 at the last: Mahendran and Vedaldi 2015. For a
   * beta below 2, whose slope has a jump at 0, {@code dx^2 + dy^2 + 1e-8}.
   *
   * @param weight at least 0
   * @param beta 1..4; 2 for smooth, 1 for flat areas with edges
   */
  record Variation(double weight, double beta) implements Penalty {
    public Variation {
      require("weight", weight, 0, Double.MAX_VALUE);
      require("beta", beta, 1, 4);
    }
  }

  /**
   * {@code weight sum |x - 0.5|^exponent}: with 2 the L2 penalty of Simonyan et al. 2014, with 6
   * the alpha norm of Mahendran and Vedaldi 2015. Theirs is of pictures less the mean picture; here
   * the mean is mid-grey, whatever the network.
   *
   * @param weight at least 0
   * @param exponent 1..16
   */
  record Power(double weight, double exponent) implements Penalty {
    public Power {
      require("weight", weight, 0, Double.MAX_VALUE);
      require("exponent", exponent, 1, 16);
    }
  }

  private static void require(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s is %s; it must be %s..%s".formatted(name, value, least, most));
    }
  }
}
