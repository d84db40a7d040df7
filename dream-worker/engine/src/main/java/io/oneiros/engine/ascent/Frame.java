package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Picture;
import java.util.Arrays;

/**
 * Grey around a picture, so that what a network sees is not cut off at its border (lucid's {@code
 * pad}, with 0.5; Olah, Mordvintsev and Schubert 2017).
 *
 * @param left columns before the picture
 * @param top rows before it
 * @param across columns on both sides together
 * @param down rows on both sides together
 */
public record Frame(int left, int top, int across, int down) {
  public static final Frame NONE = new Frame(0, 0, 0, 0);

  private static final float GREY = 0.5f;

  public Frame {
    if (left < 0 || top < 0 || left > across || top > down) {
      throw new IllegalArgumentException(
          "%d of %d columns and %d of %d rows: at least 0, and not more than all, they must be"
              .formatted(left, across, top, down));
    }
  }

  /** A larger picture, this one in it. */
  Picture around(Picture picture) {
    if (isNone()) {
      return picture;
    }
    Picture framed = Picture.blank(picture.width() + across, picture.height() + down);
    Arrays.fill(framed.values(), GREY);
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = 0; y < picture.height(); y++) {
        System.arraycopy(
            picture.values(),
            picture.index(c, y, 0),
            framed.values(),
            framed.index(c, y + top, left),
            picture.width());
      }
    }
    return framed;
  }

  /** The transpose of {@link #around}: what lies inside. */
  Picture inside(Picture framed) {
    return isNone()
        ? framed
        : framed.crop(new Area(left, top, framed.width() - across, framed.height() - down));
  }

  /** The area of {@link #around} in the coordinates of what it goes around. */
  Area around(Area area) {
    return new Area(area.x() - left, area.y() - top, area.width() + across, area.height() + down);
  }

  private boolean isNone() {
    return equals(NONE);
  }
}
