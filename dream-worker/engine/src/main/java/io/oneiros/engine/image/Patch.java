package io.oneiros.engine.image;

/**
 * What a network is shown of a picture: some rectangle, reflected pixels where it sticks out.
 *
 * @param pixels of the area
 * @param area in the picture's coordinates
 * @param width of the whole picture in pixels
 * @param height of the whole picture in pixels
 */
public record Patch(Picture pixels, Area area, int width, int height) {
  public Patch {
    if (pixels.width() != area.width() || pixels.height() != area.height()) {
      throw new IllegalArgumentException(pixels + " is not " + area);
    }
  }

  /** A picture as it is. */
  public static Patch whole(Picture picture) {
    return new Patch(picture, picture.whole(), picture.width(), picture.height());
  }

  /**
   * @param region pixels of a part of the picture
   * @param frame that part, in the picture's coordinates
   * @param area to be shown
   * @param width of the whole picture in pixels
   * @param height of the whole picture in pixels
   * @throws IllegalArgumentException if the area shows pixels that are not in the frame
   */
  public static Patch of(Picture region, Area frame, Area area, int width, int height) {
    int[] columns = sources(area.x(), area.width(), width, frame.x(), frame.width());
    int[] rows = sources(area.y(), area.height(), height, frame.y(), frame.height());
    Picture seen = Picture.blank(area.width(), area.height());
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = 0; y < rows.length; y++) {
        int from = region.index(c, rows[y], 0);
        int to = seen.index(c, y, 0);
        for (int x = 0; x < columns.length; x++) {
          seen.values()[to + x] = region.values()[from + columns[x]];
        }
      }
    }
    return new Patch(seen, area, width, height);
  }

  /** The same of another picture, which has the size of the whole. */
  public Patch of(Picture other) {
    return of(other, new Area(0, 0, width, height), area, width, height);
  }

  /** The same part, shown otherwise. */
  public Patch with(Picture pixels) {
    return new Patch(pixels, area, width, height);
  }

  /** Whether all of the picture is in it. */
  public boolean isWhole() {
    return area.contains(new Area(0, 0, width, height));
  }

  /** Where in the frame each pixel of the area comes from, along one axis. */
  private static int[] sources(int from, int count, int length, int frame, int framed) {
    int[] sources = new int[count];
    for (int i = 0; i < count; i++) {
      sources[i] = Reflection.index(from + i, length) - frame;
      if (sources[i] < 0 || sources[i] >= framed) {
        throw new IllegalArgumentException(
            "pixel %d of %d is shown, and there are %d from %d on"
                .formatted(sources[i] + frame, length, framed, frame));
      }
    }
    return sources;
  }
}
