package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Mask;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.image.Resample;
import java.util.List;
import java.util.Optional;
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
   * @return the dream, of the last octave's size, values 0..1
   * @throws AscentException if the layers do not answer to the picture
   */
  public Picture dream(Picture picture, DreamSettings settings, Listener listener) {
    return dream(picture, Optional.empty(), settings, listener, () -> false);
  }

  /**
   * The same, giving up with a {@link java.util.concurrent.CancellationException} when asked to.
   */
  public Picture dream(
      Picture picture, DreamSettings settings, Listener listener, BooleanSupplier cancelled) {
    return dream(picture, Optional.empty(), settings, listener, cancelled);
  }

  /**
   * The same where a mask lets it.
   *
   * @param mask of the picture's size or any other, brought to each octave's
   */
  public Picture dream(
      Picture picture,
      Optional<Mask> mask,
      DreamSettings settings,
      Listener listener,
      BooleanSupplier cancelled) {
    TileAscent ascent = new TileAscent(source);
    List<Area> sizes = settings.octaves().sizes(picture.width(), picture.height());
    Picture detail = null;
    Picture dreamed = picture;
    for (int octave = 0; octave < sizes.size(); octave++) {
      int width = sizes.get(octave).width();
      int height = sizes.get(octave).height();
      Picture still = Resample.to(picture, width, height);
      Picture start =
          detail == null ? still : still.plus(Resample.to(detail, width, height)).clipped();
      Tile tile = tile(settings, octave, sizes.get(octave));
      TileAscent.Result result =
          ascent.run(tile, start, mask.map(m -> m.to(width, height)), cancelled);
      dreamed = start.plus(result.delta()).clipped();
      detail = dreamed.minus(still).times(1 - settings.blend());
      listener.dreamed(octave, dreamed, result.statistics());
    }
    return dreamed;
  }

  private static Tile tile(DreamSettings settings, int octave, Area size) {
    int jitter = settings.jitter();
    List<Shift> shifts =
        Jitter.shifts(settings.seed(), octave, 0, settings.iterations(octave), jitter);
    double step = settings.step(octave);
    return Tile.whole(size.width(), size.height(), jitter, shifts, step, settings.ascent());
  }
}
