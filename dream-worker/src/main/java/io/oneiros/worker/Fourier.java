package io.oneiros.worker;

import io.oneiros.contract.TileTask;
import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.ascent.ParametricAscent;
import io.oneiros.engine.ascent.Parametrisation;
import io.oneiros.engine.ascent.Spectrum;
import io.oneiros.engine.ascent.TileAscent;
import io.oneiros.engine.image.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Whole pictures climbed by their spectra. */
final class Fourier {
  private Fourier() {}

  /**
   * A step's size is the rate of Adam, in units of 1/255. What is grey all over begins as lucid
   * does, with a spectrum of faint noise.
   *
   * @param tasks of pictures of one size, which are climbed together
   * @param regions one for each
   */
  static List<TileAscent.Result> climb(
      List<TileTask> tasks,
      GradientSource source,
      List<Picture> regions,
      BooleanSupplier cancelled) {
    Picture first = regions.get(0);
    Parametrisation spectrum = new Parametrisation(new Spectrum(first.width(), first.height()));
    List<double[][]> starts = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      starts.add(start(spectrum, regions.get(i), tasks.get(i).seed()));
    }
    List<ParametricAscent.Result> results =
        new ParametricAscent(source)
            .together(spectrum, starts, tasks.stream().map(Fourier::settings).toList(), cancelled);
    return IntStream.range(0, tasks.size())
        .mapToObj(i -> result(results.get(i), regions.get(i)))
        .toList();
  }

  private static double[][] start(Parametrisation spectrum, Picture region, long seed) {
    return isPlain(region) ? spectrum.noise(seed) : spectrum.encode(region);
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
