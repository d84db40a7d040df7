package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Area;
import java.util.List;
import java.util.Optional;

/**
 * Some steps of gradient ascent on a part of a picture: everything that decides the result besides
 * the pixels and the network.
 *
 * @param width of the whole picture in pixels
 * @param height of the whole picture in pixels
 * @param core the part
 * @param keep what the result covers; contains the core
 * @param halo context around the core in pixels, computed and thrown away
 * @param jitter greatest shift of the dream, at least 0
 * @param shifts the jitter of each step; their number is the number of steps
 * @param step in units of 1/255, over the normaliser
 * @param ascent how gradients become steps; what is not local needs {@link Normaliser.Own} and the
 *     whole picture as core. What changes from the first to the last step does so over this tile's
 *     steps: {@link Ascent#part}
 * @param warps what each step sees of the picture, or none; they need the whole picture as core
 */
public record Tile(
    int width,
    int height,
    Area core,
    Area keep,
    int halo,
    int jitter,
    List<Shift> shifts,
    double step,
    Normaliser normaliser,
    Ascent ascent,
    List<Warp> warps) {
  public Tile {
    shifts = List.copyOf(shifts);
    warps = List.copyOf(warps);
    Area all = new Area(0, 0, width, height);
    if (!all.contains(keep) || !keep.contains(core)) {
      throw new IllegalArgumentException(
          "keep %s must lie in the %d x %d picture and contain the core %s"
              .formatted(keep, width, height, core));
    }
    if (halo < 0 || jitter < 0 || !Double.isFinite(step) || shifts.isEmpty()) {
      throw new IllegalArgumentException(
          "halo %d and jitter %d must not be negative, step %s must be finite, and of %d steps there must be one"
              .formatted(halo, jitter, step, shifts.size()));
    }
    if (normaliser instanceof Normaliser.Raw && shifts.size() != 1) {
      throw new IllegalArgumentException("a raw gradient is one step's, not " + shifts.size());
    }
    if (!(normaliser instanceof Normaliser.Own && core.equals(all))) {
      (warps.isEmpty() ? ascent.beyondTiles() : Optional.of("a warp"))
          .ifPresent(
              setting -> {
                throw new IllegalArgumentException(
                    "%s needs the whole picture in one tile; this one is the %s of %d x %d pixels, its normaliser %s"
                        .formatted(setting, core, width, height, normaliser));
              });
    }
    for (Shift shift : shifts) {
      if (Math.max(Math.abs(shift.dx()), Math.abs(shift.dy())) > jitter) {
        throw new IllegalArgumentException(shift + " is more than the jitter of " + jitter);
      }
    }
  }

  /** Each step seeing the picture as it is. */
  public Tile(
      int width,
      int height,
      Area core,
      Area keep,
      int halo,
      int jitter,
      List<Shift> shifts,
      double step,
      Normaliser normaliser,
      Ascent ascent) {
    this(width, height, core, keep, halo, jitter, shifts, step, normaliser, ascent, List.of());
  }

  /** Climbed as {@link Ascent#DEFAULT} says. */
  public Tile(
      int width,
      int height,
      Area core,
      Area keep,
      int halo,
      int jitter,
      List<Shift> shifts,
      double step,
      Normaliser normaliser) {
    this(
        width,
        height,
        core,
        keep,
        halo,
        jitter,
        shifts,
        step,
        normaliser,
        Ascent.DEFAULT,
        List.of());
  }

  /** The picture as one tile, each step over its own mean |g|. */
  public static Tile whole(int width, int height, int jitter, List<Shift> shifts, double step) {
    return whole(width, height, jitter, shifts, step, Ascent.DEFAULT);
  }

  /** The picture as one tile, each step over its own norm. */
  public static Tile whole(
      int width, int height, int jitter, List<Shift> shifts, double step, Ascent ascent) {
    Area all = new Area(0, 0, width, height);
    return new Tile(
        width, height, all, all, 0, jitter, shifts, step, new Normaliser.Own(), ascent, List.of());
  }

  /**
   * The part of the picture that must be read to dream this.
   *
   * @param stride of the deepest target layer in pixels
   */
  public Area footprint(int stride) {
    return grid(stride).footprint(core, keep, halo, shifts);
  }

  /** The same, each step seeing the picture warped. */
  public Tile with(List<Warp> warps) {
    return new Tile(
        width, height, core, keep, halo, jitter, shifts, step, normaliser, ascent, warps);
  }

  /** What a step sees; the first is 1. */
  Optional<Warp> warp(int step) {
    return warps.isEmpty() ? Optional.empty() : Optional.of(warps.get(step - 1));
  }

  PatchGrid grid(int stride) {
    return new PatchGrid(width, height, stride, jitter);
  }
}
