package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Climbs the gradient on a {@link Tile}, step by step. The result depends on the tile, the pixels
 * of its footprint and the gradient source alone: the same task run twice gives the same bytes.
 */
public final class TileAscent {
  private final GradientSource source;

  public TileAscent(GradientSource source) {
    this.source = source;
  }

  /**
   * @param delta on {@code keep}: the change of the picture, or the raw gradient for {@link
   *     Normaliser.Raw} (objective per 1/255; zero where keep is outside the patch)
   * @param statistics of the raw gradient over the core, one for each step
   * @param objective of the patch at the last step, before it
   */
  public record Result(Picture delta, List<GradientStatistics> statistics, double objective) {
    public Result {
      statistics = List.copyOf(statistics);
    }
  }

  /**
   * @param region the picture's pixels, 0..1, on {@code tile.footprint(stride)}; left as it is
   * @param cancelled asked before every step
   * @throws CancellationException once {@code cancelled} says so
   * @throws AscentException if the gradient is not finite, or all zero where it must be divided by
   *     its mean
   */
  public Result run(Tile tile, Picture region, BooleanSupplier cancelled) {
    Area footprint = tile.footprint(source.stride());
    if (region.width() != footprint.width() || region.height() != footprint.height()) {
      throw new IllegalArgumentException(region + " is not the tile's " + footprint);
    }
    PatchGrid grid = tile.grid(source.stride());
    Picture canvas = region.copy();
    List<GradientStatistics> statistics = new ArrayList<>();
    for (Shift shift : tile.shifts()) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("cancelled before step " + (statistics.size() + 1));
      }
      Area patch = grid.patch(tile.core(), tile.halo(), shift);
      GradientSource.Gradient gradient =
          source.at(Patch.of(canvas, footprint, patch, tile.width(), tile.height()));
      statistics.add(GradientStatistics.of(gradient.values(), within(tile.core(), patch)));
      requireFinite(gradient.values(), statistics.size(), tile);
      if (tile.normaliser() instanceof Normaliser.Raw) {
        return new Result(onKeep(tile, gradient.values(), patch), statistics, gradient.objective());
      }
      climb(canvas, footprint, gradient.values(), patch, scale(tile, statistics));
      if (statistics.size() == tile.shifts().size()) {
        Area keep = within(tile.keep(), footprint);
        return new Result(
            canvas.crop(keep).minus(region.crop(keep)), statistics, gradient.objective());
      }
    }
    throw new IllegalStateException("a tile has at least one step");
  }

  /** What a gradient is multiplied with to become a change of the picture's values. */
  private static double scale(Tile tile, List<GradientStatistics> statistics) {
    double first = statistics.get(0).meanAbs();
    double mean = statistics.get(statistics.size() - 1).meanAbs();
    double normaliser;
    if (tile.normaliser() instanceof Normaliser.Tracked tracked) {
      // A core without any gradient has no growth to follow, and nothing to change either.
      double reference = tracked.own().orElse(first);
      normaliser = tracked.meanGradient() * (reference > 0 && mean > 0 ? mean / reference : 1);
    } else if (mean > 0) {
      normaliser = mean;
    } else {
      throw new AscentException(
          "The gradient of step %d of %d is zero on all of the picture: the layers do not answer to it. Take other layers."
              .formatted(statistics.size(), tile.shifts().size()));
    }
    return tile.step() / 255 / normaliser;
  }

  /** Moves every pixel of the patch that is inside the picture, outgrown ones stay reflections. */
  private static void climb(
      Picture canvas, Area footprint, Picture gradient, Area patch, double scale) {
    Area part = overlap(footprint, patch);
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = part.y(); y < part.bottom(); y++) {
        int to = canvas.index(c, y - footprint.y(), part.x() - footprint.x());
        int from = gradient.index(c, y - patch.y(), part.x() - patch.x());
        for (int x = 0; x < part.width(); x++) {
          double value = canvas.values()[to + x] + scale * gradient.values()[from + x];
          canvas.values()[to + x] = (float) Math.min(1, Math.max(0, value));
        }
      }
    }
  }

  private static Picture onKeep(Tile tile, Picture gradient, Area patch) {
    Picture delta = Picture.blank(tile.keep().width(), tile.keep().height());
    Area part = overlap(tile.keep(), patch);
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = part.y(); y < part.bottom(); y++) {
        System.arraycopy(
            gradient.values(),
            gradient.index(c, y - patch.y(), part.x() - patch.x()),
            delta.values(),
            delta.index(c, y - tile.keep().y(), part.x() - tile.keep().x()),
            part.width());
      }
    }
    return delta;
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

  private static Area within(Area area, Area frame) {
    return new Area(area.x() - frame.x(), area.y() - frame.y(), area.width(), area.height());
  }

  private static Area overlap(Area a, Area b) {
    int left = Math.max(a.x(), b.x());
    int top = Math.max(a.y(), b.y());
    int right = Math.min(a.right(), b.right());
    int bottom = Math.min(a.bottom(), b.bottom());
    return new Area(left, top, right - left, bottom - top);
  }
}
