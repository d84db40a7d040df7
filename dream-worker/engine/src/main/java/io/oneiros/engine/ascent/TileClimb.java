package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Mask;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import java.util.Optional;
import java.util.OptionalDouble;

/** The steps of a {@link Tile}, of which there is one at least. */
final class TileClimb implements Climber {
  private final Tile tile;
  private final PatchGrid grid;
  private final Climb climb;
  private OptionalDouble enough = OptionalDouble.empty();
  private double objective;
  private Area patch;
  private TileAscent.Result result;

  /**
   * @param stride of the deepest target layer in pixels
   * @param region see {@link TileAscent#run}
   * @param mask likewise
   */
  TileClimb(Tile tile, int stride, Picture region, Optional<Mask> mask) {
    Area footprint = tile.footprint(stride);
    requireSize(region, region.width(), region.height(), footprint);
    mask.ifPresent(m -> requireSize(m, m.width(), m.height(), footprint));
    this.tile = tile;
    grid = tile.grid(stride);
    climb = new Climb(tile, footprint, region, mask);
  }

  @Override
  public boolean isDone() {
    return result != null;
  }

  /** Once it is done. */
  TileAscent.Result result() {
    return result;
  }

  @Override
  public Patch look() {
    patch = grid.patch(tile.core(), tile.halo(), tile.shifts().get(step() - 1));
    Patch here = climb.seen(patch);
    return tile.warp(step()).map(warp -> warped(here, warp)).orElse(here);
  }

  @Override
  public void take(GradientSource.Gradient gradient) {
    int step = step();
    Picture seen = gradient.values();
    Picture raw = tile.warp(step).map(warp -> warp.back(seen)).orElse(seen);
    requireFinite(raw, step);
    objective = gradient.objective();
    if (step == 1) {
      enough = enough(tile.ascent(), objective);
    } else if (enough.isPresent() && objective >= enough.getAsDouble()) {
      finish(climb.change());
      return;
    }
    Area part = patch.overlap(new Area(0, 0, tile.width(), tile.height()));
    Picture refined = climb.gradient(raw.crop(part.within(patch)), part);
    if (tile.normaliser() instanceof Normaliser.Raw) {
      finish(climb.raw(refined, part));
      return;
    }
    climb.step(refined, part);
    if (step == tile.shifts().size()) {
      finish(climb.change());
    }
  }

  private static Patch warped(Patch here, Warp warp) {
    Area framed = warp.frame().around(here.area());
    return new Patch(warp.seen(here.pixels()), framed, here.width(), here.height());
  }

  /** The next, from 1. */
  private int step() {
    return climb.statistics().size() + 1;
  }

  private void finish(Picture delta) {
    result = new TileAscent.Result(delta, climb.statistics(), objective);
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

  private void requireFinite(Picture gradient, int step) {
    for (float g : gradient.values()) {
      if (!Float.isFinite(g)) {
        throw new AscentException(
            "The gradient of step %d of %d around the tile %s is not finite: it has a %s. Take smaller layer weights, or check the network's file."
                .formatted(step, tile.shifts().size(), tile.core(), g));
      }
    }
  }
}
