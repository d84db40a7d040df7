package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Picture;
import io.oneiros.engine.image.Resample;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A whole dream in one process and without tiles: the library's front door, and the yardstick that
 * tiled dreams are held against. The algorithm is that of the 2015 notebook (Mordvintsev, Olah and
 * Tyka, "Inceptionism"): from small to large, climb, then carry what was dreamed, enlarged, into
 * the next scale's source; nothing wraps at the border.
 */
public final class Dreamer {
  private final GradientSource source;

  public Dreamer(GradientSource source) {
    this.source = source;
  }

  /** Told after every octave, coarse to fine. */
  @FunctionalInterface
  public interface Listener {
    Listener NONE = (octave, picture, statistics) -> {};

    /**
     * @param octave from 0
     * @param picture as dreamed so far, at the octave's size
     */
    void dreamed(int octave, Picture picture, List<GradientStatistics> statistics);
  }

  /**
   * @param picture values 0..1; left as it is
   * @return the dream, of the same size, values 0..1
   * @throws AscentException if the layers do not answer to the picture
   */
  public Picture dream(Picture picture, DreamSettings settings, Listener listener) {
    return dream(picture, settings, listener, () -> false);
  }

  /**
   * The same, giving up with a {@link java.util.concurrent.CancellationException} when asked to.
   */
  public Picture dream(
      Picture picture, DreamSettings settings, Listener listener, BooleanSupplier cancelled) {
    TileAscent ascent = new TileAscent(source);
    Picture detail = null;
    Picture dreamed = picture;
    for (int octave = 0; octave < settings.octaves(); octave++) {
      int finer = settings.octaves() - 1 - octave;
      int width = side(picture.width(), settings.octaveScale(), finer);
      int height = side(picture.height(), settings.octaveScale(), finer);
      Picture still = Resample.to(picture, width, height);
      Picture start =
          detail == null ? still : still.plus(Resample.to(detail, width, height)).clipped();
      List<Shift> shifts =
          Jitter.shifts(settings.seed(), octave, 0, settings.iterations(), settings.jitter());
      Tile tile = Tile.whole(width, height, settings.jitter(), shifts, settings.step());
      TileAscent.Result result = ascent.run(tile, start, cancelled);
      dreamed = start.plus(result.delta()).clipped();
      detail = dreamed.minus(still);
      listener.dreamed(octave, dreamed, result.statistics());
    }
    return dreamed;
  }

  /** A side divided and rounded again for every finer octave. */
  private static int side(int pixels, double scale, int finer) {
    int side = pixels;
    for (int i = 0; i < finer; i++) {
      side = (int) Math.max(1, Math.round(side / scale));
    }
    return side;
  }
}
