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
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Whole pictures of one size climbed together, by other variables than their pixels; a step's size
 * is in units of 1/255.
 */
final class Parametric {
  private Parametric() {}

  /**
   * By their spectra, the step's size being the rate of Adam. What is grey all over begins as lucid
   * does, with a spectrum of faint noise.
   *
   * @param regions one for each task
   */
  static List<TileAscent.Result> bySpectrum(
      List<TileTask> tasks,
      GradientSource source,
      List<Picture> regions,
      BooleanSupplier cancelled) {
    Picture first = regions.get(0);
    Decorrelated spectrum = new Decorrelated(new Spectrum(first.width(), first.height()));
    List<double[][]> starts = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      Picture region = regions.get(i);
      starts.add(isPlain(region) ? spectrum.noise(tasks.get(i).seed()) : spectrum.encode(region));
    }
    return climb(tasks, source, regions, spectrum, starts, cancelled);
  }

  /** By a generator's codes: of zeros where the region is grey all over, else of noise. */
  static List<TileAscent.Result> byCode(
      List<TileTask> tasks,
      GradientSource source,
      PictureSource generator,
      List<Picture> regions,
      BooleanSupplier cancelled) {
    Picture first = regions.get(0);
    Code code =
        new Code(
            generator,
            first.width(),
            first.height(),
            Translation.bounds(tasks.get(0).regularise()));
    List<double[][]> starts = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      starts.add(isPlain(regions.get(i)) ? code.zeros() : code.noise(tasks.get(i).seed()));
    }
    return climb(tasks, source, regions, code, starts, cancelled);
  }

  private static List<TileAscent.Result> climb(
      List<TileTask> tasks,
      GradientSource source,
      List<Picture> regions,
      Parametrisation variables,
      List<double[][]> starts,
      BooleanSupplier cancelled) {
    List<ParametricAscent.Result> climbed =
        new ParametricAscent(source)
            .together(
                variables, starts, tasks.stream().map(Parametric::settings).toList(), cancelled);
    return IntStream.range(0, tasks.size())
        .mapToObj(i -> result(climbed.get(i), regions.get(i)))
        .toList();
  }

  private static ParametricAscent.Settings settings(TileTask task) {
    return new ParametricAscent.Settings(
        task.shifts().size(),
        task.step() / 255,
        task.jitter(),
        Translation.robustness(task),
        task.seed(),
        task.id().octave());
  }

  private static TileAscent.Result result(ParametricAscent.Result climbed, Picture region) {
    return new TileAscent.Result(
        climbed.picture().minus(region), climbed.statistics(), climbed.objective());
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
