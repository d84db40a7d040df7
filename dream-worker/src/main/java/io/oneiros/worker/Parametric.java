package io.oneiros.worker;

import io.oneiros.contract.TileTask;
import io.oneiros.engine.ascent.Code;
import io.oneiros.engine.ascent.Decorrelated;
import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.ascent.ParametricAscent;
import io.oneiros.engine.ascent.Parametrisation;
import io.oneiros.engine.ascent.PictureSource;
import io.oneiros.engine.ascent.Spectrum;
import io.oneiros.engine.ascent.TileAscent;
import io.oneiros.engine.image.Picture;
import java.util.function.BooleanSupplier;

/** A whole picture climbed by other variables than its pixels, a step's size in units of 1/255. */
final class Parametric {
  private Parametric() {}

  /**
   * By its spectrum, the step's size being the rate of Adam. What is grey all over begins as lucid
   * does, with a spectrum of faint noise.
   */
  static TileAscent.Result bySpectrum(
      TileTask task, GradientSource source, Picture region, BooleanSupplier cancelled) {
    Decorrelated spectrum = new Decorrelated(new Spectrum(region.width(), region.height()));
    double[][] start = isPlain(region) ? spectrum.noise(task.seed()) : spectrum.encode(region);
    return climb(task, source, region, spectrum, start, cancelled);
  }

  /** By a generator's code: of zeros where the region is grey all over, else of noise. */
  static TileAscent.Result byCode(
      TileTask task,
      GradientSource source,
      PictureSource generator,
      Picture region,
      BooleanSupplier cancelled) {
    Code code =
        new Code(generator, region.width(), region.height(), Translation.bounds(task.regularise()));
    double[][] start = isPlain(region) ? code.zeros() : code.noise(task.seed());
    return climb(task, source, region, code, start, cancelled);
  }

  private static TileAscent.Result climb(
      TileTask task,
      GradientSource source,
      Picture region,
      Parametrisation variables,
      double[][] start,
      BooleanSupplier cancelled) {
    ParametricAscent.Settings settings =
        new ParametricAscent.Settings(
            task.shifts().size(),
            task.step() / 255,
            task.jitter(),
            Translation.robustness(task),
            task.seed());
    ParametricAscent.Result result =
        new ParametricAscent(source).climb(variables, start, settings, cancelled);
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
