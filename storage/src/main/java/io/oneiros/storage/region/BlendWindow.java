package io.oneiros.storage.region;

import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;

/**
 * How much a tile counts at each pixel. Across a cut between two tiles the weight falls linearly
 * over the feather, centred on the cut; at the picture's border it is 1. An axis's weight is the
 * rise at the tile's start less the rise at its end, which is the next tile's start: so the windows
 * of a grid of tiles sum to 1 everywhere, even where tiles are narrower than the feather.
 */
public final class BlendWindow {
  private final Rect core;
  private final int feather;
  private final Size picture;

  /**
   * @param core of the tile
   * @param feather width of the ramp across a cut, in pixels; 0 for a clean cut
   */
  public BlendWindow(Rect core, int feather, Size picture) {
    this.core = core;
    this.feather = feather;
    this.picture = picture;
  }

  /** Weight of a pixel column. */
  public double column(int x) {
    return rise(core.x(), x, picture.width()) - rise(core.right(), x, picture.width());
  }

  /** Weight of a pixel row; a pixel weighs its column's times its row's. */
  public double row(int y) {
    return rise(core.y(), y, picture.height()) - rise(core.bottom(), y, picture.height());
  }

  private double rise(int cut, int position, int length) {
    if (cut == 0) {
      return 1;
    }
    if (cut == length) {
      return 0;
    }
    if (feather == 0) {
      return position >= cut ? 1 : 0;
    }
    return Math.min(1, Math.max(0, 0.5 + (position + 0.5 - cut) / feather));
  }
}
