package io.oneiros.engine.torch;

import io.oneiros.engine.image.Picture;
import io.oneiros.engine.zoo.Preprocessing;

/**
 * Between what a generator makes, [3, H, W], and pictures of 0..1: {@link Input} the other way
 * round.
 */
record Output(Preprocessing preprocessing, int width, int height) {

  Picture picture(float[] made) {
    Picture picture = Picture.blank(width, height);
    float[] mean = preprocessing.mean();
    float[] std = preprocessing.std();
    int pixels = width * height;
    for (int channel = 0; channel < Picture.CHANNELS; channel++) {
      int plane = plane(channel) * pixels;
      for (int i = 0; i < pixels; i++) {
        picture.values()[plane + i] =
            (made[channel * pixels + i] * std[channel] + mean[channel]) / 255;
      }
    }
    return picture;
  }

  /** The gradient with respect to what was made, from that with respect to the picture. */
  float[] back(Picture gradient) {
    float[] back = new float[gradient.values().length];
    float[] std = preprocessing.std();
    int pixels = width * height;
    for (int channel = 0; channel < Picture.CHANNELS; channel++) {
      int plane = plane(channel) * pixels;
      for (int i = 0; i < pixels; i++) {
        back[channel * pixels + i] = gradient.values()[plane + i] * std[channel] / 255;
      }
    }
    return back;
  }

  /** Which of the picture's planes is this channel of the generator. */
  private int plane(int channel) {
    return preprocessing.bgr() ? Picture.CHANNELS - 1 - channel : channel;
  }
}
