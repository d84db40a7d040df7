package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Gaussian;
import io.oneiros.engine.image.Picture;

/**
 * Smooths the gradient before it is normalised: the mean of three Gaussians of sigma / 2, sigma and
 * 2 sigma (Hvass-Labs' tutorial 14; pytorch-deepdream). It may grow: before step i (from 0) of N it
 * is {@code sigma + growth i / N}, Hvass' being .5 and 4. Borders of the picture reflect, and so do
 * those of a patch inside the picture: a tile's gradient is the whole picture's where the halo
 * exceeds the receptive field by 8 sigma, and near it with less.
 *
 * @param sigma in pixels, 0..64, at the first step; 0 for none
 * @param growth in pixels over all steps; with sigma 0..64
 */
public record Blur(double sigma, double growth) {
  private static final double MOST = 64;

  public static final Blur NONE = new Blur(0, 0);

  /** Hvass-Labs' tutorial 14. */
  public static final Blur HVASS = new Blur(0.5, 4);

  public Blur {
    if (!(sigma >= 0 && sigma <= MOST && sigma + growth >= 0 && sigma + growth <= MOST)) {
      throw new IllegalArgumentException(
          "sigma %s and growth %s: sigma, and both together, must be 0..%s"
              .formatted(sigma, growth, MOST));
    }
  }

  /** The blur of the steps {@code from} (inclusive) to {@code to} (exclusive) of {@code of}. */
  public Blur part(int from, int to, int of) {
    return new Blur(sigmaAt(from, of), sigmaAt(to, of) - sigmaAt(from, of));
  }

  double sigmaAt(int step, int of) {
    return sigma + growth * step / of;
  }

  /** The gradient itself for a sigma of 0, else a new picture. */
  static Picture of(Picture gradient, double sigma) {
    if (sigma == 0) {
      return gradient;
    }
    float[] fine = Gaussian.blurred(gradient, sigma / 2).values();
    float[] middle = Gaussian.blurred(gradient, sigma).values();
    float[] coarse = Gaussian.blurred(gradient, 2 * sigma).values();
    Picture mean = Picture.blank(gradient.width(), gradient.height());
    for (int i = 0; i < fine.length; i++) {
      mean.values()[i] = (fine[i] + middle[i] + coarse[i]) / 3;
    }
    return mean;
  }
}
