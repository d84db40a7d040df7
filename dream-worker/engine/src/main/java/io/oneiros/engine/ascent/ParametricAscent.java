package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Picture;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Climbs a picture's variables instead of its values: feature visualisation as lucid does it (Olah,
 * Mordvintsev and Schubert 2017), or by a generator ({@link Code}). For whole pictures, since every
 * variable of a {@link Spectrum} or a code is everywhere in it. The result depends on the arguments
 * and the gradient source alone.
 *
 * <p>A step decodes the picture, warps it, takes the gradient with the network's grid in the step's
 * phase as {@link TileAscent} does, and carries it back to the variables, which their {@link
 * Parametrisation.Mover} moves.
 */
public final class ParametricAscent {
  private final GradientSource source;

  public ParametricAscent(GradientSource source) {
    this.source = source;
  }

  /**
   * @param steps at least 1
   * @param rate how far a variable moves at a step, about; above 0
   * @param jitter greatest shift of the network's grid in a step, in pixels, at least 0
   * @param robustness how far the picture is warped
   * @param seed of jitter and warps
   * @param octave that they are drawn for, from 0
   */
  public record Settings(
      int steps, double rate, int jitter, Robustness robustness, long seed, int octave) {
    /** Lucid's: 512 steps of .05, jitter 8, warps. */
    public static final Settings DEFAULTS = new Settings(512, 0.05, 8, Robustness.LUCID, 0, 0);

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
    return together(parametrisation, List.<double[][]>of(start), List.of(settings), cancelled)
        .get(0);
  }

  /**
   * Several at a time, step by step, so that the objective may compare them: {@link
   * GradientSource#together}. What it does not compare comes out as by itself, to the byte.
   *
   * @param starts variables for each
   * @param settings for each
   * @return one for each
   * @throws CancellationException see {@link #climb}
   * @throws AscentException see {@link #climb}
   */
  public List<Result> together(
      Parametrisation parametrisation,
      List<double[][]> starts,
      List<Settings> settings,
      BooleanSupplier cancelled) {
    List<ParametricClimb> climbs =
        IntStream.range(0, starts.size())
            .mapToObj(
                i ->
                    new ParametricClimb(
                        parametrisation, starts.get(i), settings.get(i), source.stride()))
            .toList();
    Climber.together(climbs, source, cancelled);
    return climbs.stream().map(ParametricClimb::result).toList();
  }
}
