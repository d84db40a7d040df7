package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Picture;
import io.oneiros.engine.image.Resample;
import java.util.Arrays;
import java.util.Random;

/**
 * The code of a generator, [1][{@code source.code()}], climbed in place of the picture that the
 * generator makes of it: so the picture stays among those that the generator knows how to make
 * (Nguyen, Dosovitskiy, Yosinski, Brox and Clune 2016, "Synthesizing the preferred inputs for
 * neurons in neural networks via deep generator networks"). That picture is clipped to 0..1 and
 * brought to the dream's size bilinearly.
 *
 * <p>A step is {@code z = clip((1 - decay) (z + rate g / mean|g|))}: theirs, with the decay of
 * their program and the clip to where codes have been seen.
 */
public final class Code implements Parametrisation {
  private final PictureSource source;
  private final int width;
  private final int height;
  private final Bounds bounds;

  /**
   * What keeps a code where the generator knows what to make of it.
   *
   * @param decay part of each number that a step takes away, 0..1
   * @param low least number of a code
   * @param high greatest one, above {@code low}
   */
  public record Bounds(double decay, double low, double high) {
    public Bounds {
      if (!(decay >= 0 && decay <= 1 && low < high)) {
        throw new IllegalArgumentException(
            "decay %s, low %s, high %s: 0 to 1, and rising they must be"
                .formatted(decay, low, high));
      }
    }

    private double clip(double value) {
      return Math.min(high, Math.max(low, value));
    }
  }

  /**
   * @param width of the dream in pixels
   * @param height likewise
   */
  public Code(PictureSource source, int width, int height, Bounds bounds) {
    this.source = source;
    this.width = width;
    this.height = height;
    this.bounds = bounds;
  }

  /** Gaussian noise of mean 0 and deviation 1, clipped; the same for a seed on every Java. */
  public double[][] noise(long seed) {
    Random random = new Random(seed);
    double[] code = new double[source.code()];
    for (int i = 0; i < code.length; i++) {
      code[i] = bounds.clip(random.nextGaussian());
    }
    return new double[][] {code};
  }

  /** As near to zeros as the bounds allow. */
  public double[][] zeros() {
    double[] code = new double[source.code()];
    Arrays.fill(code, bounds.clip(0));
    return new double[][] {code};
  }

  @Override
  public Picture decode(double[][] z) {
    Picture picture = source.picture(z[0]);
    for (int i = 0; i < picture.values().length; i++) {
      picture.values()[i] = Math.min(1, Math.max(0, picture.values()[i]));
    }
    return Resample.to(picture, width, height);
  }

  @Override
  public double[][] pullback(double[][] z, Picture decoded, Picture gradient) {
    Picture made = source.picture(z[0]);
    Picture back = Resample.adjoint(gradient, made.width(), made.height()).copy();
    for (int i = 0; i < back.values().length; i++) {
      if (made.values()[i] < 0 || made.values()[i] > 1) {
        back.values()[i] = 0;
      }
    }
    return new double[][] {source.pullback(z[0], back)};
  }

  @Override
  public Mover mover(double[][] z, double rate) {
    return (code, gradient) -> climb(code[0], gradient[0], rate);
  }

  private void climb(double[] code, double[] gradient, double rate) {
    double sum = 0;
    for (double g : gradient) {
      sum += Math.abs(g);
    }
    if (!(sum > 0 && Double.isFinite(sum))) {
      throw new AscentException(
          "The gradient with respect to the generator's code is %s: its picture does not answer to the code, or the layers not to its picture. Start from another seed, or take other layers or smaller steps."
              .formatted(sum == 0 ? "zero" : "not finite"));
    }
    double scale = rate * gradient.length / sum;
    for (int i = 0; i < code.length; i++) {
      code[i] = bounds.clip((1 - bounds.decay()) * (code[i] + scale * gradient[i]));
    }
  }
}
