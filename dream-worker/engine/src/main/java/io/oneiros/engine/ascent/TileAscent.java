package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Mask;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Climbs the gradient on a {@link Tile}, step by step. The result depends on the tile, the pixels
 * of its footprint, their mask and the gradient source alone: the same task run twice gives the
 * same bytes.
 */
public final class TileAscent {
  private final GradientSource source;

  public TileAscent(GradientSource source) {
    this.source = source;
  }

  /**
   * @param delta on {@code keep}: the change of the picture, or the gradient for {@link
   *     Normaliser.Raw} (objective per 1/255; after penalties, blur, luminance and mask; zero where
   *     keep is outside the patch)
   * @param statistics of the gradient over the core, one for each step that was done
   * @param objective of the patch when it was last looked at: before the last step, or where {@link
   *     Ascent#stopAt} ended them
   */
  public record Result(Picture delta, List<GradientStatistics> statistics, double objective) {
    public Result {
      statistics = List.copyOf(statistics);
    }
  }

  /** Of the deepest target layer, in pixels. */
  int stride() {
    return source.stride();
  }

  /** Without a mask. */
  public Result run(Tile tile, Picture region, BooleanSupplier cancelled) {
    return run(tile, region, Optional.empty(), cancelled);
  }

  /**
   * @param region the picture's pixels, 0..1, on {@code tile.footprint(stride)}; left as it is
   * @param mask of the same area: the change is multiplied with it. Statistics are not, so that a
   *     mask does not change how strongly is dreamed inside it
   * @param cancelled asked before every step
   * @throws CancellationException once {@code cancelled} says so
   * @throws AscentException if the gradient is not finite, or all zero where it must be divided by
   *     its norm
   */
  public Result run(Tile tile, Picture region, Optional<Mask> mask, BooleanSupplier cancelled) {
    Area footprint = tile.footprint(source.stride());
    requireSize(region, region.width(), region.height(), footprint);
    mask.ifPresent(m -> requireSize(m, m.width(), m.height(), footprint));
    PatchGrid grid = tile.grid(source.stride());
    Climb climb = new Climb(tile, footprint, region, mask);
    OptionalDouble enough = OptionalDouble.empty();
    double objective = 0;
    for (Shift shift : tile.shifts()) {
      int step = climb.statistics().size() + 1;
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("cancelled before step " + step);
      }
      Area patch = grid.patch(tile.core(), tile.halo(), shift);
      GradientSource.Gradient gradient = gradientAt(climb.seen(patch), tile.warp(step));
      requireFinite(gradient.values(), step, tile);
      objective = gradient.objective();
      if (step == 1) {
        enough = enough(tile.ascent(), objective);
      } else if (enough.isPresent() && objective >= enough.getAsDouble()) {
        break;
      }
      Area part = patch.overlap(new Area(0, 0, tile.width(), tile.height()));
      Picture refined = climb.gradient(gradient.values().crop(part.within(patch)), part);
      if (tile.normaliser() instanceof Normaliser.Raw) {
        return new Result(climb.raw(refined, part), climb.statistics(), objective);
      }
      climb.step(refined, part);
    }
    return new Result(climb.change(), climb.statistics(), objective);
  }

  /** The one place where the network is asked: what changes its view of a patch belongs here. */
  private GradientSource.Gradient gradientAt(Patch patch, Optional<Warp> warp) {
    if (warp.isEmpty()) {
      return source.at(patch);
    }
    Area framed = warp.get().frame().around(patch.area());
    GradientSource.Gradient seen =
        source.at(
            new Patch(warp.get().seen(patch.pixels()), framed, patch.width(), patch.height()));
    return new GradientSource.Gradient(warp.get().back(seen.values()), seen.objective());
  }

  private static OptionalDouble enough(Ascent ascent, double first) {
    return first > 0 && ascent.stopAt().isPresent()
        ? OptionalDouble.of(ascent.stopAt().getAsDouble() * first)
        : OptionalDouble.empty();
  }

  private static void requireSize(Object pixels, int width, int height, Area footprint) {
    if (width != footprint.width() || height != footprint.height()) {
      throw new IllegalArgumentException(pixels + " is not the tile's " + footprint);
    }
  }

  private static void requireFinite(Picture gradient, int step, Tile tile) {
    for (float g : gradient.values()) {
      if (!Float.isFinite(g)) {
        throw new AscentException(
            "The gradient of step %d of %d around the tile %s is not finite: it has a %s. Take smaller layer weights, or check the network's file."
                .formatted(step, tile.shifts().size(), tile.core(), g));
      }
    }
  }
}
