package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Picture;
import io.oneiros.engine.image.Reflection;

/**
 * A picture framed, flipped, then turned and scaled around its centre, as a network sees it at one
 * step; and the way back for the gradient. Bilinear. What lies outside of the framed picture is its
 * reflection, as everywhere here.
 *
 * @param scale above 1 enlarges
 * @param radians clockwise, as rows go down
 * @param flip whether left and right are exchanged
 * @param frame around the picture
 */
public record Warp(double scale, double radians, boolean flip, Frame frame) {
  public static final Warp NONE = new Warp(1, 0, false, Frame.NONE);

  public Warp {
    if (!(scale > 0 && Double.isFinite(scale)) || !Double.isFinite(radians)) {
      throw new IllegalArgumentException(
          "scale %s, radians %s: above 0 and finite they must be".formatted(scale, radians));
    }
  }

  /** The picture as seen, as large as its frame; the same object if nothing is to be done. */
  public Picture seen(Picture picture) {
    return turned(frame.around(picture));
  }

  /**
   * The transpose of {@link #seen}: the gradient with respect to the picture, from that with
   * respect to what was seen.
   */
  public Picture back(Picture gradient) {
    return frame.inside(turnedBack(gradient));
  }

  private Picture turned(Picture picture) {
    if (turnsNothing()) {
      return picture;
    }
    Picture seen = Picture.blank(picture.width(), picture.height());
    float[] from = picture.values();
    Taps taps = new Taps(this, picture.width(), picture.height());
    for (int y = 0; y < picture.height(); y++) {
      taps.ofRow(y);
      for (int c = 0; c < Picture.CHANNELS; c++) {
        int plane = picture.index(c, 0, 0);
        int row = picture.index(c, y, 0);
        for (int x = 0, t = 0; x < picture.width(); x++, t += 4) {
          seen.values()[row + x] =
              (float)
                  (taps.weights[t] * from[plane + taps.pixels[t]]
                      + taps.weights[t + 1] * from[plane + taps.pixels[t + 1]]
                      + taps.weights[t + 2] * from[plane + taps.pixels[t + 2]]
                      + taps.weights[t + 3] * from[plane + taps.pixels[t + 3]]);
        }
      }
    }
    return seen;
  }

  private Picture turnedBack(Picture gradient) {
    if (turnsNothing()) {
      return gradient;
    }
    double[] sums = new double[gradient.values().length];
    Taps taps = new Taps(this, gradient.width(), gradient.height());
    for (int y = 0; y < gradient.height(); y++) {
      taps.ofRow(y);
      for (int c = 0; c < Picture.CHANNELS; c++) {
        int plane = gradient.index(c, 0, 0);
        int row = gradient.index(c, y, 0);
        for (int x = 0, t = 0; x < gradient.width(); x++, t += 4) {
          double g = gradient.values()[row + x];
          sums[plane + taps.pixels[t]] += taps.weights[t] * g;
          sums[plane + taps.pixels[t + 1]] += taps.weights[t + 1] * g;
          sums[plane + taps.pixels[t + 2]] += taps.weights[t + 2] * g;
          sums[plane + taps.pixels[t + 3]] += taps.weights[t + 3] * g;
        }
      }
    }
    Picture back = Picture.blank(gradient.width(), gradient.height());
    for (int i = 0; i < sums.length; i++) {
      back.values()[i] = (float) sums[i];
    }
    return back;
  }

  private boolean turnsNothing() {
    return scale == 1 && radians == 0 && !flip;
  }

  /** Which four pixels of a plane each pixel of a row is seen from, and their weights. */
  private static final class Taps {
    private final int width;
    private final int height;
    private final double cos;
    private final double sin;
    private final boolean flip;
    final int[] pixels;
    final double[] weights;

    Taps(Warp warp, int width, int height) {
      this.width = width;
      this.height = height;
      this.cos = StrictMath.cos(warp.radians) / warp.scale;
      this.sin = StrictMath.sin(warp.radians) / warp.scale;
      this.flip = warp.flip;
      this.pixels = new int[4 * width];
      this.weights = new double[4 * width];
    }

    void ofRow(int row) {
      double middle = (width - 1) / 2.0;
      double center = (height - 1) / 2.0;
      double dy = row - center;
      for (int x = 0, t = 0; x < width; x++, t += 4) {
        double dx = x - middle;
        double across = cos * dx + sin * dy;
        double u = middle + (flip ? -across : across);
        double v = center + cos * dy - sin * dx;
        double left = Math.floor(u);
        double top = Math.floor(v);
        place(t, (int) left, (int) top);
        weigh(t, u - left, v - top);
      }
    }

    private void place(int t, int left, int top) {
      boolean inside = left >= 0 && top >= 0 && left < width - 1 && top < height - 1;
      int x0 = inside ? left : Reflection.index(left, width);
      int x1 = inside ? left + 1 : Reflection.index(left + 1, width);
      int y0 = width * (inside ? top : Reflection.index(top, height));
      int y1 = width * (inside ? top + 1 : Reflection.index(top + 1, height));
      pixels[t] = y0 + x0;
      pixels[t + 1] = y0 + x1;
      pixels[t + 2] = y1 + x0;
      pixels[t + 3] = y1 + x1;
    }

    private void weigh(int t, double right, double down) {
      weights[t] = (1 - right) * (1 - down);
      weights[t + 1] = right * (1 - down);
      weights[t + 2] = (1 - right) * down;
      weights[t + 3] = right * down;
    }
  }
}
