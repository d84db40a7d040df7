package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.engine.ascent.Basis;
import io.oneiros.engine.ascent.Decorrelated;
import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.ascent.ParametricAscent;
import io.oneiros.engine.ascent.Pixels;
import io.oneiros.engine.ascent.Robustness;
import io.oneiros.engine.ascent.Spectrum;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.zoo.Network;
import org.junit.jupiter.api.Test;

class ParametricAscentIT {
  private static final int SIDE = 128;

  @Test
  void fromNoiseASpectrumGrowsFormsWherePixelsGrowGrain() {
    Network network = Inception.open();
    try (TorchNetwork running = Inception.run(network)) {
      GradientSource source = running.gradient(Inception.squares(network, "mixed4"));
      Picture forms = climbed(source, new Spectrum(SIDE, SIDE));
      Picture grain = climbed(source, new Pixels(SIDE, SIDE));
      double noise = source.at(start(new Spectrum(SIDE, SIDE))).objective();
      double reached = source.at(forms).objective();
      System.out.printf(
          "objective %.3g to %.3g; roughness %.3f, in pixels %.3f%n",
          noise, reached, roughness(forms), roughness(grain));
      assertThat(reached).isGreaterThan(2 * noise);
      assertThat(roughness(forms)).isLessThan(0.5 * roughness(grain));
      assertThat(climbed(source, new Spectrum(SIDE, SIDE))).isEqualTo(forms);
    }
  }

  private static Picture start(Basis basis) {
    Decorrelated parametrisation = new Decorrelated(basis);
    return parametrisation.decode(parametrisation.noise(1));
  }

  private static Picture climbed(GradientSource source, Basis basis) {
    Decorrelated parametrisation = new Decorrelated(basis);
    return new ParametricAscent(source)
        .climb(
            parametrisation,
            parametrisation.noise(1),
            new ParametricAscent.Settings(40, 0.05, 8, Robustness.LUCID, 1, 0),
            () -> false)
        .picture();
  }

  /** Mean square of the difference of neighbours in a row, over twice the variance: 1 for noise. */
  private static double roughness(Picture picture) {
    double differences = 0;
    double sum = 0;
    double squares = 0;
    float[] values = picture.values();
    for (int i = 0; i < values.length; i++) {
      sum += values[i];
      squares += values[i] * values[i];
      if (i % picture.width() > 0) {
        double difference = values[i] - values[i - 1];
        differences += difference * difference;
      }
    }
    double mean = sum / values.length;
    double variance = squares / values.length - mean * mean;
    return differences / values.length / (2 * variance);
  }
}
