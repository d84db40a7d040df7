package io.oneiros.engine.image;

/** A rectangle of pixels: left, top, width and height, the latter two at least 1. */
public record Area(int x, int y, int width, int height) {
  public Area {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("an empty area: " + width + " x " + height);
    }
  }

  /** The first column right of the area. */
  public int right() {
    return x + width;
  }

  /** The first row below the area. */
  public int bottom() {
    return y + height;
  }

  public boolean contains(Area other) {
    return x <= other.x && y <= other.y && right() >= other.right() && bottom() >= other.bottom();
  }

  /** What both areas cover. */
  public Area overlap(Area other) {
    int left = Math.max(x, other.x);
    int top = Math.max(y, other.y);
    return new Area(
        left,
        top,
        Math.min(right(), other.right()) - left,
        Math.min(bottom(), other.bottom()) - top);
  }

  /** The same area as seen from the left top corner of {@code frame}. */
  public Area within(Area frame) {
    return new Area(x - frame.x, y - frame.y, width, height);
  }
}
