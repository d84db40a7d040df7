package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** A rectangle of pixels: left, top, width and height; right and bottom are exclusive. */
public record Rect(int x, int y, int width, int height) {
  public Rect {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("an empty rectangle: " + width + " x " + height);
    }
  }

  /** The rectangle between two corners, the second exclusive. */
  public static Rect between(int left, int top, int right, int bottom) {
    return new Rect(left, top, right - left, bottom - top);
  }

  @JsonIgnore
  public int right() {
    return x + width;
  }

  @JsonIgnore
  public int bottom() {
    return y + height;
  }

  public long pixels() {
    return (long) width * height;
  }

  public boolean intersects(Rect other) {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }

  /** What both have in common; they must intersect. */
  public Rect intersection(Rect other) {
    return between(
        Math.max(x, other.x),
        Math.max(y, other.y),
        Math.min(right(), other.right()),
        Math.min(bottom(), other.bottom()));
  }

  /** This rectangle grown by a margin on every side, clipped to the picture. */
  public Rect grown(int margin, Size picture) {
    return between(x - margin, y - margin, right() + margin, bottom() + margin)
        .intersection(picture.whole());
  }
}
