package io.oneiros.engine.ascent;

import io.oneiros.engine.ascent.ParametricAscent.Settings;
import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of a picture's variables. */
final class ParametricClimb implements Climber {
  private final Parametrisation parametrisation;
  private final Settings settings;
  private final int stride;
  private final double[][] z;
  private final Parametrisation.Mover mover;
  private final List<GradientStatistics> statistics = new ArrayList<>();
  private double objective;

  /** Of the step that is being done. */
  private Picture picture;

  private Warp warp;
  private TileClimb seen;

  /**
   * @param start left as it is
   * @param stride of the deepest target layer in pixels
   */
  ParametricClimb(
      Parametrisation parametrisation, double[][] start, Settings settings, int stride) {
    this.parametrisation = parametrisation;
    this.settings = settings;
    this.stride = stride;
    z = new double[start.length][];
    for (int c = 0; c < z.length; c++) {
      z[c] = start[c].clone();
    }
    mover = parametrisation.mover(z, settings.rate());
  }

  @Override
  public boolean isDone() {
    return statistics.size() == settings.steps();
  }

  /** Once it is done. */
  ParametricAscent.Result result() {
    return new ParametricAscent.Result(parametrisation.decode(z), statistics, objective);
  }

  @Override
  public Patch look() {
    int step = statistics.size();
    picture = parametrisation.decode(z);
    warp = Warps.warp(settings.seed(), settings.octave(), step, settings.robustness(), stride);
    Picture shown = warp.seen(picture);
    seen = new TileClimb(raw(shown, step), stride, shown, Optional.empty());
    return seen.look();
  }

  @Override
  public void take(GradientSource.Gradient gradient) {
    seen.take(gradient);
    statistics.addAll(seen.result().statistics());
    objective = seen.result().objective();
    requireSlope();
    mover.climb(z, parametrisation.pullback(z, picture, warp.back(seen.result().delta())));
  }

  /** One step's gradient of the whole picture. */
  private Tile raw(Picture shown, int step) {
    Area all = shown.whole();
    List<Shift> shifts =
        Jitter.shifts(settings.seed(), settings.octave(), step, step + 1, settings.jitter());
    return new Tile(
        shown.width(),
        shown.height(),
        all,
        all,
        0,
        settings.jitter(),
        shifts,
        1,
        new Normaliser.Raw());
  }

  private void requireSlope() {
    if (statistics.get(0).sumAbs() == 0) {
      throw new AscentException(
          "The gradient of step 1 is zero on all of the picture: the layers do not answer to it. Start from another seed or picture, or take other layers.");
    }
  }
}
