package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Area;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The scales of a dream, coarse to fine. */
public sealed interface Octaves {

  int number();

  /**
   * The size of each octave, as an area at 0, 0.
   *
   * @param width of the picture to dream of
   * @param height of it
   */
  List<Area> sizes(int width, int height);

  /**
   * The finest is the picture's own size; each coarser one is divided again and rounded.
   *
   * @param number at least 1
   * @param scale factor between two octaves, above 1
   */
  record Scaled(int number, double scale) implements Octaves {
    public Scaled {
      if (number < 1 || !(scale > 1 && Double.isFinite(scale))) {
        throw new IllegalArgumentException(
            "octaves %d, octaveScale %s: at least 1 and above 1 it must be"
                .formatted(number, scale));
      }
    }

    @Override
    public List<Area> sizes(int width, int height) {
      List<Area> sizes = new ArrayList<>();
      for (int i = 0; i < number; i++) {
        sizes.add(new Area(0, 0, width, height));
        width = divided(width);
        height = divided(height);
      }
      Collections.reverse(sizes);
      return sizes;
    }

    private int divided(int side) {
      return (int) Math.max(1, Math.round(side / scale));
    }
  }

  /**
   * Longest sides in pixels, each at least 1: neural-dream's {@code octave_mode manual}. The dream
   * has the last one's size, whatever the picture's.
   */
  record Sides(List<Integer> longest) implements Octaves {
    public Sides {
      longest = List.copyOf(longest);
      if (longest.isEmpty() || longest.stream().anyMatch(side -> side < 1)) {
        throw new IllegalArgumentException(
            "the octaves' longest sides are "
                + longest
                + "; there must be one, and each be at least 1");
      }
    }

    @Override
    public int number() {
      return longest.size();
    }

    @Override
    public List<Area> sizes(int width, int height) {
      double most = Math.max(width, height);
      return longest.stream()
          .map(side -> new Area(0, 0, scaled(width, side / most), scaled(height, side / most)))
          .toList();
    }

    private static int scaled(int side, double factor) {
      return (int) Math.max(1, Math.round(side * factor));
    }
  }
}
