package io.oneiros.soak.large;

import io.oneiros.contract.DeepZoom;
import io.oneiros.soak.BrokenPromiseException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What the simulated device makes of a test card: sample by sample, within one unit of 1/255.
 *
 * @param steps of all octaves together, in units of 1/255
 * @param mean of the card's samples, 0..1
 */
record Expected(TestCard card, double steps, double mean) {
  private static final double TOLERANCE = 1;

  /** A sample, 0..255. */
  double sample(int x, int y, int channel) {
    double before = card.sample(x, y, channel);
    return before + steps * (1 + before / 255) / (1 + mean);
  }

  /** Looks at every sample. */
  void requirePicture(Path file) throws IOException {
    try (PngIn png = new PngIn(file)) {
      if (png.width() != card.side() || png.height() != card.side()) {
        throw new BrokenPromiseException(
            "the picture is %d x %d, the photo %s".formatted(png.width(), png.height(), card));
      }
      for (int y = 0; y < card.side(); y++) {
        byte[] row = png.row();
        for (int i = 0; i < row.length; i++) {
          require(row[i] & 0xFF, sample(i / 3, y, i % 3), i / 3, y, 0);
        }
      }
    }
  }

  /**
   * Looks at the whole of a deep-zoom tile.
   *
   * @param halvings between the picture and its level
   */
  void requireTile(Path file, int halvings, int column, int row) throws IOException {
    try (PngIn png = new PngIn(file)) {
      for (int y = 0; y < png.height(); y++) {
        byte[] samples = png.row();
        for (int i = 0; i < samples.length; i++) {
          int left = column * DeepZoom.TILE + i / 3;
          int top = row * DeepZoom.TILE + y;
          double wanted = mean(left << halvings, top << halvings, i % 3, halvings);
          require(samples[i] & 0xFF, wanted, left, top, halvings);
        }
      }
    }
  }

  /** Of a square; of a large one its grain is left out, of which more than 64 x 64 say enough. */
  private double mean(int left, int top, int channel, int halvings) {
    int side = Math.min(1 << halvings, card.side());
    int stride = Math.max(1, side / 64);
    double sum = 0;
    int count = 0;
    for (int y = 0; y < side; y += stride) {
      for (int x = 0; x < side; x += stride) {
        sum += sample(left + x + stride / 2, top + y + stride / 2, channel);
        count++;
      }
    }
    return sum / count;
  }

  private static void require(int found, double wanted, int x, int y, int halvings) {
    // Each halving rounds again, by a half at most, an eighth up on average; most of it evens out.
    double rounding = halvings == 0 ? 0 : 0.5 + 0.25 * halvings;
    if (Math.abs(found - wanted) > TOLERANCE + rounding) {
      throw new BrokenPromiseException(
          "the sample at (%d, %d), halved %d times, is %d; it must be %.1f"
              .formatted(x, y, halvings, found, wanted));
    }
  }
}
