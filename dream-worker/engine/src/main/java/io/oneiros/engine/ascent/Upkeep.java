package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Gaussian;
import io.oneiros.engine.image.Picture;

/**
 * What keeps a picture in bounds after each step, in this order: the regularisers of Yosinski et
 * al. 2015. x is the distance from mid-grey (theirs: from the mean picture), g the step's gradient
 * after penalties and blur. Needs the whole picture in one tile.
 *
 * @param decay 0..1: x becomes {@code (1 - decay) x}
 * @param sigma of a Gaussian blur of the picture, in pixels, 0..64
 * @param every the picture is blurred after the first of so many steps; at least 1
 * @param smallNorm 0..100: pixels whose |x| over channels is below this percentile become grey
 * @param smallContribution 0..100: pixels whose {@code |sum of x g|} over channels is below this
 *     percentile become grey
 */
public record Upkeep(
    double decay, double sigma, int every, double smallNorm, double smallContribution) {

  public static final Upkeep NONE = new Upkeep(0, 0, 1, 0, 0);

  /**
   * The four sets that Yosinski et al. 2015 recommend. Theirs are for pixels of 0..255 less the
   * mean; decay and percentiles have no unit and blurs are in pixels, so the numbers are the same
   * here.
   */
  public static final Upkeep YOSINSKI_1 = new Upkeep(0, 0.5, 4, 50, 0);

  public static final Upkeep YOSINSKI_2 = new Upkeep(0.3, 0, 1, 20, 0);
  public static final Upkeep YOSINSKI_3 = new Upkeep(1e-4, 1, 4, 0, 0);
  public static final Upkeep YOSINSKI_4 = new Upkeep(0, 0.5, 4, 0, 90);

  private static final float GREY = 0.5f;

  public Upkeep {
    require("decay", decay, 1);
    require("sigma", sigma, 64);
    require("smallNorm", smallNorm, 100);
    require("smallContribution", smallContribution, 100);
    if (every < 1) {
      throw new IllegalArgumentException("every is " + every + "; it must be at least 1");
    }
  }

  /** Whether it does nothing. */
  boolean isNone() {
    return decay == 0 && sigma == 0 && smallNorm == 0 && smallContribution == 0;
  }

  private static void require(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException("%s is %s; it must be 0..%s".formatted(name, value, most));
    }
  }

  /**
   * @param step from 0
   * @return a new picture
   */
  Picture after(int step, Picture picture, Picture gradient) {
    Picture kept = picture.copy();
    if (decay > 0) {
      fade(kept.values());
    }
    if (step % every == 0) {
      kept = Gaussian.blurred(kept, sigma);
    }
    if (smallNorm > 0) {
      grey(kept, squaredNorms(kept), smallNorm);
    }
    if (smallContribution > 0) {
      grey(kept, contributions(kept, gradient), smallContribution);
    }
    return kept;
  }

  private void fade(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (GREY + (1 - decay) * (values[i] - GREY));
    }
  }

  private static float[] squaredNorms(Picture picture) {
    float[] norms = new float[picture.width() * picture.height()];
    for (int c = 0; c < Picture.CHANNELS; c++) {
      int plane = picture.index(c, 0, 0);
      for (int i = 0; i < norms.length; i++) {
        float x = picture.values()[plane + i] - GREY;
        norms[i] += x * x;
      }
    }
    return norms;
  }

  private static float[] contributions(Picture picture, Picture gradient) {
    float[] sums = new float[picture.width() * picture.height()];
    for (int c = 0; c < Picture.CHANNELS; c++) {
      int plane = picture.index(c, 0, 0);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += (picture.values()[plane + i] - GREY) * gradient.values()[plane + i];
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.abs(sums[i]);
    }
    return sums;
  }

  /** Pixels that are worth less than the percentile. */
  private static void grey(Picture picture, float[] worth, double percent) {
    float least = Percentile.of(worth, percent);
    for (int c = 0; c < Picture.CHANNELS; c++) {
      int plane = picture.index(c, 0, 0);
      for (int i = 0; i < worth.length; i++) {
        if (worth[i] < least) {
          picture.values()[plane + i] = GREY;
        }
      }
    }
  }
}
