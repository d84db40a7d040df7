package io.oneiros.engine.ascent;

import io.oneiros.engine.ascent.PatchAxis.Span;
import io.oneiros.engine.image.Area;
import java.util.List;

/**
 * Which pixels the network sees for a tile of a picture at a step: docs/architecture.md, "Tiles".
 * Patches lie on the network's grid in the step's phase, so the whole picture and every tile of it
 * see the grid alike, and a tile's patch has one size for all steps.
 */
public final class PatchGrid {
  private final PatchAxis columns;
  private final PatchAxis rows;

  /**
   * @param width of the whole picture in pixels
   * @param height of the whole picture in pixels
   * @param stride of the deepest target layer in pixels
   * @param jitter greatest shift of the dream, at least 0
   */
  public PatchGrid(int width, int height, int stride, int jitter) {
    columns = new PatchAxis(width, stride, jitter);
    rows = new PatchAxis(height, stride, jitter);
  }

  /** The whole outgrown picture at a step, in the picture's coordinates. */
  public Area outgrown(Shift shift) {
    return new Area(
        -columns.before(shift.dx()), -rows.before(shift.dy()), columns.outgrown(), rows.outgrown());
  }

  /**
   * The patch of a tile at a step, in the picture's coordinates: it sticks out of the picture where
   * the picture outgrows. With the whole picture as core it is {@link #outgrown}.
   *
   * @param core a part of the picture
   * @param halo context around it in pixels, at least 0
   */
  public Area patch(Area core, int halo, Shift shift) {
    Span x = columns.patch(core.x(), core.right(), halo, shift.dx());
    Span y = rows.patch(core.y(), core.bottom(), halo, shift.dy());
    return new Area(x.start(), y.start(), x.length(), y.length());
  }

  /**
   * The part of the picture that the patches of these steps show, reflected pixels included, and
   * {@code keep} itself: what must be read to dream the tile.
   */
  public Area footprint(Area core, Area keep, int halo, List<Shift> shifts) {
    int left = keep.x();
    int top = keep.y();
    int right = keep.right();
    int bottom = keep.bottom();
    for (Shift shift : shifts) {
      Span x = columns.shown(columns.patch(core.x(), core.right(), halo, shift.dx()));
      Span y = rows.shown(rows.patch(core.y(), core.bottom(), halo, shift.dy()));
      left = Math.min(left, x.start());
      top = Math.min(top, y.start());
      right = Math.max(right, x.end());
      bottom = Math.max(bottom, y.end());
    }
    return new Area(left, top, right - left, bottom - top);
  }
}
