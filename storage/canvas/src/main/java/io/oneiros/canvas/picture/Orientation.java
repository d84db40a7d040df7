package io.oneiros.canvas.picture;

import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;

/**
 * How a camera held the picture: the EXIF orientation, 1 to 8. An upright pixel (x, y) is the
 * stored pixel (x, y), or (y, x) where {@code transposed}, counted from the other end where
 * mirrored.
 *
 * @param mirroredX counts stored columns from the right
 * @param mirroredY counts stored rows from the bottom
 */
public record Orientation(boolean transposed, boolean mirroredX, boolean mirroredY) {
  public static final Orientation UPRIGHT = new Orientation(false, false, false);

  /** Of an EXIF value; any but 2 to 8 means upright. */
  public static Orientation of(int exif) {
    return switch (exif) {
      case 2 -> new Orientation(false, true, false);
      case 3 -> new Orientation(false, true, true);
      case 4 -> new Orientation(false, false, true);
      case 5 -> new Orientation(true, false, false);
      case 6 -> new Orientation(true, false, true);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, true, false);
      default -> UPRIGHT;
    };
  }

  /** Size of the upright picture. */
  public Size upright(Size stored) {
    return transposed ? new Size(stored.height(), stored.width()) : stored;
  }

  /** Where an upright rectangle is stored. */
  public Rect stored(Rect upright, Size stored) {
    Rect r =
        transposed
            ? new Rect(upright.y(), upright.x(), upright.height(), upright.width())
            : upright;
    return new Rect(
        mirroredX ? stored.width() - r.right() : r.x(),
        mirroredY ? stored.height() - r.bottom() : r.y(),
        r.width(),
        r.height());
  }

  /** Turns a stored block upright. */
  public int[] turn(int[] block, int storedWidth, int storedHeight) {
    if (equals(UPRIGHT)) {
      return block;
    }
    int[] result = new int[block.length];
    int width = transposed ? storedHeight : storedWidth;
    for (int i = 0; i < result.length; i++) {
      int a = transposed ? i / width : i % width;
      int b = transposed ? i % width : i / width;
      int column = mirroredX ? storedWidth - 1 - a : a;
      int row = mirroredY ? storedHeight - 1 - b : b;
      result[i] = block[row * storedWidth + column];
    }
    return result;
  }
}
