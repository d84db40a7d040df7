package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Mask;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A tile being climbed: its pixels and all that is remembered from step to step. */
final class Climb {
  private final Tile tile;
  private final Area footprint;
  private final Picture region;
  private final Optional<Mask> mask;
  private final UnaryOperator<Direction> steering;
  private final List<GradientStatistics> statistics = new ArrayList<>();
  private Picture canvas;

  /**
   * @param footprint where region and mask lie in the picture
   * @param region left as it is
   */
  Climb(Tile tile, Area footprint, Picture region, Optional<Mask> mask) {
    this.tile = tile;
    this.footprint = footprint;
    this.region = region;
    this.mask = mask;
    steering = Steering.of(tile.ascent().optimiser());
    canvas = region.copy();
  }

  /** The patch as it is now, for the network. */
  Patch seen(Area patch) {
    return Patch.of(canvas, footprint, patch, tile.width(), tile.height());
  }

  /**
   * The gradient to climb, and its statistics remembered.
   *
   * @param raw the objective's on {@code part} of the picture; belongs to this from now on
   */
  Picture gradient(Picture raw, Area part) {
    Ascent ascent = tile.ascent();
    if (!ascent.penalties().isEmpty()) {
      Penalties.subtract(ascent.penalties(), raw, canvas.crop(part.within(footprint)));
    }
    double sigma = ascent.blur().sigmaAt(statistics.size(), tile.shifts().size());
    Picture gradient = Blur.of(raw, sigma);
    statistics.add(GradientStatistics.of(gradient, tile.core().within(part)));
    return gradient;
  }

  /** One step along the gradient on {@code part}, and upkeep. */
  void step(Picture gradient, Area part) {
    Direction direction = steering.apply(normalised(gradient));
    add(shaped(direction.values(), part), part, tile.step() / 255 / direction.divisor());
    if (!tile.ascent().upkeep().isNone()) {
      Picture kept = tile.ascent().upkeep().after(statistics.size() - 1, canvas, gradient);
      canvas = mask.map(m -> m.blend(canvas, kept)).orElse(kept);
    }
  }

  /** What all steps changed on keep. */
  Picture change() {
    Area keep = tile.keep().within(footprint);
    return canvas.crop(keep).minus(region.crop(keep));
  }

  /** The gradient on keep, not normalised; zero where keep is outside {@code part}. */
  Picture raw(Picture gradient, Area part) {
    Picture shaped = shaped(gradient, part);
    Picture raw = Picture.blank(tile.keep().width(), tile.keep().height());
    Area both = tile.keep().overlap(part);
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = both.y(); y < both.bottom(); y++) {
        System.arraycopy(
            shaped.values(),
            shaped.index(c, y - part.y(), both.x() - part.x()),
            raw.values(),
            raw.index(c, y - tile.keep().y(), both.x() - tile.keep().x()),
            both.width());
      }
    }
    return raw;
  }

  List<GradientStatistics> statistics() {
    return statistics;
  }

  private Direction normalised(Picture gradient) {
    if (tile.ascent().norm() instanceof Norm.Laplacian laplacian) {
      Divisor.of(tile, Norm.Scalar.RMS, statistics);
      return new Direction(Pyramid.normalised(gradient, laplacian.bands()), 1);
    }
    Norm.Scalar norm = (Norm.Scalar) tile.ascent().norm();
    return new Direction(gradient, Divisor.of(tile, norm, statistics));
  }

  /** Masked, if so wanted; what is given stays as it is. */
  private Picture shaped(Picture direction, Area part) {
    if (mask.isEmpty()) {
      return direction;
    }
    Picture shaped = direction.copy();
    mask.get().crop(part.within(footprint)).multiply(shaped);
    return shaped;
  }

  private void add(Picture direction, Area part, double scale) {
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = 0; y < part.height(); y++) {
        int to = canvas.index(c, part.y() - footprint.y() + y, part.x() - footprint.x());
        int from = direction.index(c, y, 0);
        for (int x = 0; x < part.width(); x++) {
          double value = canvas.values()[to + x] + scale * direction.values()[from + x];
          canvas.values()[to + x] = (float) Math.min(1, Math.max(0, value));
        }
      }
    }
  }
}
