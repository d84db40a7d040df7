package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Climbs a picture's variables instead of its values: feature visualisation as lucid does it (Olah,
 * Mordvintsev and Schubert 2017), or by a generator ({@link Code}). For whole pictures, since every
 * variable of a {@link Spectrum} or a code is everywhere in it. The result depends on the arguments
 * and the gradient source alone.
 *
 * <p>A step decodes the picture, warps it, takes the gradient with the network's grid in the step's
 * phase as {@link TileAscent} does, and carries it back to the variables, which their {@link
 * Parametrisation.Climber} moves.
 */
public final class ParametricAscent {
  private final TileAscent gradients;

  public ParametricAscent(GradientSource source) {
    this.gradients = new TileAscent(source);
  }

  /**
   * @param steps at least 1
   * @param rate how far a variable moves at a step, about; above 0
   * @param jitter greatest shift of the network's grid in a step, in pixels, at least 0
   * @param robustness how far the picture is warped
   * @param seed of jitter and warps
   */
  public record Settings(int steps, double rate, int jitter, Robustness robustness, long seed) {
    /** Lucid's: 512 steps of .05, jitter 8, warps. */
    public static final Settings DEFAULTS = new Settings(512, 0.05, 8, Robustness.LUCID, 0);

    public Settings {
      if (steps < 1 || !(rate > 0 && Double.isFinite(rate)) || jitter < 0) {
        throw new IllegalArgumentException(
            "steps %d, rate %s, jitter %d: at least 1, above 0 and at least 0 they must be"
                .formatted(steps, rate, jitter));
      }
    }
  }

  /**
   * @param picture values 0..1
   * @param statistics of the gradient with respect to the picture as seen, one for each step
   * @param objective of the picture as seen at the last step, before it
   */
  public record Result(Picture picture, List<GradientStatistics> statistics, double objective) {
    public Result {
      statistics = List.copyOf(statistics);
    }
  }

  /**
   * @param start variables to begin with, such as {@link Decorrelated#noise}, {@link
   *     Decorrelated#encode} or {@link Code#noise}; left as they are
   * @param cancelled asked before every step
   * @throws CancellationException once {@code cancelled} says so
   * @throws AscentException if a gradient is not finite, or the first is zero everywhere
   */
  public Result climb(
      Parametrisation parametrisation,
      double[][] start,
      Settings settings,
      BooleanSupplier cancelled) {
    double[][] z = new double[start.length][];
    for (int c = 0; c < z.length; c++) {
      z[c] = start[c].clone();
    }
    Parametrisation.Climber climber = parametrisation.climber(z, settings.rate());
    List<GradientStatistics> statistics = new ArrayList<>();
    double objective = 0;
    for (int step = 0; step < settings.steps(); step++) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("cancelled before step " + (step + 1));
      }
      Picture picture = parametrisation.decode(z);
      Warp warp = Warps.warp(settings.seed(), 0, step, settings.robustness());
      TileAscent.Result seen = gradient(warp.seen(picture), settings, step);
      statistics.addAll(seen.statistics());
      objective = seen.objective();
      requireSlope(statistics);
      climber.climb(z, parametrisation.pullback(z, picture, warp.back(seen.delta())));
    }
    return new Result(parametrisation.decode(z), statistics, objective);
  }

  private TileAscent.Result gradient(Picture picture, Settings settings, int step) {
    Area all = picture.whole();
    List<Shift> shifts = Jitter.shifts(settings.seed(), 0, step, step + 1, settings.jitter());
    Tile tile =
        new Tile(
            picture.width(),
            picture.height(),
            all,
            all,
            0,
            settings.jitter(),
            shifts,
            1,
            new Normaliser.Raw());
    return gradients.run(tile, picture, () -> false);
  }

  private static void requireSlope(List<GradientStatistics> statistics) {
    if (statistics.get(0).sumAbs() == 0) {
      throw new AscentException(
          "The gradient of step 1 is zero on all of the picture: the layers do not answer to it. Start from another seed or picture, or take other layers.");
    }
  }
}
