package io.oneiros.contract;

/**
 * What one dream may ask for. Every limit is a setting, {@code oneiros.limits.*}.
 *
 * @param maxPixels of the source picture
 * @param maxBytes of the upload
 */
public record Limits(
    long maxPixels,
    long maxBytes,
    int maxOctaves,
    int maxIterations,
    int maxJitter,
    int minTile,
    int maxTile,
    int maxHalo,
    int maxLayers) {
  public static final Limits DEFAULTS =
      new Limits(100_000_000, 200_000_000, 12, 1_000, 512, 128, 4_096, 2_048, 16);
}
