package io.oneiros.engine.zoo;

/**
 * What a network wants done to a picture: {@code (pixel - mean) / std}, each channel by itself,
 * pixels in 0..255. Of a generator it is the other way round: its numbers are what pixels would
 * have become so.
 *
 * @param bgr whether the network's channels are blue, green, red; else red, green, blue
 * @param mean one for each of the three channels, in the network's order
 * @param std likewise
 */
public record Preprocessing(boolean bgr, float[] mean, float[] std) {
  /** What {@link #parse} reads, for people. */
  public static final String FORMS = InputOption.FORMS;

  static final int CHANNELS = 3;

  public Preprocessing {
    mean = mean.clone();
    std = std.clone();
    if (mean.length != CHANNELS || std.length != CHANNELS) {
      throw new IllegalArgumentException(
          "%d means and %d stds; 3 of each are needed".formatted(mean.length, std.length));
    }
    for (int c = 0; c < CHANNELS; c++) {
      if (!Float.isFinite(mean[c]) || !Float.isFinite(std[c]) || std[c] == 0) {
        throw new IllegalArgumentException(
            "mean %s, std %s of channel %d are no numbers to normalise with"
                .formatted(mean[c], std[c], c));
      }
    }
  }

  /**
   * Reads {@code rgb}, {@code bgr} (pixels as they are), {@code rgb,MEAN,STD}, {@code bgr,MEAN,STD}
   * or a name: {@code imagenet} (as torchvision), {@code inception} (RGB, (x - 128) / 128), {@code
   * caffe} (BGR less its ImageNet means), {@code tanh} (RGB in -1..1), {@code sigmoid} (RGB in
   * 0..1). MEAN and STD are one number, or three with {@code :} between them in the network's
   * order, for pixels in 0..255.
   *
   * @throws IllegalArgumentException naming these forms
   */
  public static Preprocessing parse(String text) {
    return InputOption.parse(text);
  }

  @Override
  public float[] mean() {
    return mean.clone();
  }

  @Override
  public float[] std() {
    return std.clone();
  }
}
