package io.oneiros.worker;

import io.oneiros.contract.TileTask;
import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.ascent.ParametricAscent;
import io.oneiros.engine.ascent.Parametrisation;
import io.oneiros.engine.ascent.Spectrum;
import io.oneiros.engine.ascent.TileAscent;
import io.oneiros.engine.image.Picture;
import java.util.function.BooleanSupplier;

/** A whole picture climbed by its spectrum. */
final class Fourier {
  private Fourier() {}

  /**
   * A step's size is the rate of Adam, in units of 1/255. What is grey all over begins as lucid
   * does, with a spectrum of faint noise.
   */
  static TileAscent.Result climb(
      TileTask task, GradientSource source, Picture region, BooleanSupplier cancelled) {
    Parametrisation spectrum = new Parametrisation(new Spectrum(region.width(), region.height()));
    ParametricAscent.Settings settings =
        new ParametricAscent.Settings(
            task.shifts().size(),
            task.step() / 255,
            task.jitter(),
            Translation.robustness(task),
            task.seed());
    double[][] start = isPlain(region) ? spectrum.noise(task.seed()) : spectrum.encode(region);
    ParametricAscent.Result result =
        new ParametricAscent(source).climb(spectrum, start, settings, cancelled);
    return new TileAscent.Result(
        result.picture().minus(region), result.statistics(), result.objective());
  }

  private static boolean isPlain(Picture picture) {
    for (float value : picture.values()) {
      if (value != picture.values()[0]) {
        return false;
      }
    }
    return true;
  }
}
