package io.oneiros.contract;

/**
 * A picture at every scale of a power of two, cut into tiles, as Deep Zoom has it (Microsoft,
 * 2008): level 0 is one pixel, each level twice the one before, the last the picture itself.
 */
public final class DeepZoom {
  /** Side of a tile in pixels; those at the right and bottom are what is left. */
  public static final int TILE = 256;

  private DeepZoom() {}

  /** The last level. */
  public static int levels(Size picture) {
    int longer = Math.max(picture.width(), picture.height());
    return Integer.SIZE - Integer.numberOfLeadingZeros(longer - 1);
  }

  /** The picture's size at a level. */
  public static Size size(Size picture, int level) {
    int shift = levels(picture) - level;
    return new Size(shrunk(picture.width(), shift), shrunk(picture.height(), shift));
  }

  /** Whether there is such a tile. */
  public static boolean has(Size picture, int level, int column, int row) {
    if (level < 0 || level > levels(picture) || column < 0 || row < 0) {
      return false;
    }
    Size size = size(picture, level);
    return (long) column * TILE < size.width() && (long) row * TILE < size.height();
  }

  private static int shrunk(int side, int shift) {
    return (int) ((side + (1L << shift) - 1) >> shift);
  }
}
