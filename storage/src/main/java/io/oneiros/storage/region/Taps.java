package io.oneiros.storage.region;

/**
 * Which input positions each output position of one axis is made of, and their weights: a triangle
 * filter whose support is the scale when shrinking and 1 when enlarging, cut off at the border and
 * normalised. This is what PyTorch's {@code interpolate(mode="bilinear", antialias=True,
 * align_corners=False)} does.
 */
final class Taps {
  private final int[] first;
  private final float[][] weights;

  /**
   * @param from length of the input axis
   * @param to length of the output axis
   * @param start first output position wanted
   * @param count how many
   */
  Taps(int from, int to, int start, int count) {
    first = new int[count];
    weights = new float[count][];
    double scale = (double) from / to;
    double support = Math.max(scale, 1);
    for (int i = 0; i < count; i++) {
      double center = scale * (start + i + 0.5);
      int low = Math.max((int) Math.floor(center - support + 0.5), 0);
      int high = Math.min((int) Math.floor(center + support + 0.5), from);
      // A tap at the filter's very edge weighs nothing: leaving it out keeps footprints small.
      while (low < high - 1 && triangle(low, center, support) == 0) {
        low++;
      }
      while (high > low + 1 && triangle(high - 1, center, support) == 0) {
        high--;
      }
      first[i] = low;
      weights[i] = normalised(low, high, center, support);
    }
  }

  private static float[] normalised(int low, int high, double center, double support) {
    double sum = 0;
    for (int j = low; j < high; j++) {
      sum += triangle(j, center, support);
    }
    float[] result = new float[high - low];
    for (int j = low; j < high; j++) {
      result[j - low] = (float) (triangle(j, center, support) / sum);
    }
    return result;
  }

  private static double triangle(int position, double center, double support) {
    return Math.max(0, 1 - Math.abs(position + 0.5 - center) / support);
  }

  /** First input position of the {@code i}-th output position wanted. */
  int first(int i) {
    return first[i];
  }

  /** Weights of the input positions from {@link #first} on. */
  float[] weights(int i) {
    return weights[i];
  }

  /** First input position of all. */
  int start() {
    return first[0];
  }

  /** One after the last input position of all. */
  int end() {
    return first[first.length - 1] + weights[weights.length - 1].length;
  }
}
