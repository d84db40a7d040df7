package io.oneiros.engine.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.zoo.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Between pictures and a network's input: [3, H, W] of 0..1 on one side, preprocessed [1, H, W, 3]
 * (whose transposed view is a channels_last [1, 3, H, W]) on the other.
 */
final class Input {
  private final boolean bgr;
  private final float[] mean;
  private final float[] std;
  private ByteBuffer memory = ByteBuffer.allocateDirect(0);

  Input(Preprocessing preprocessing) {
    bgr = preprocessing.bgr();
    mean = preprocessing.mean();
    std = preprocessing.std();
  }

  /** The picture as the network wants it, [1, H, W, 3]; good until the next call. */
  PtNDArray nhwc(Picture picture, NDManager manager) {
    int pixels = picture.width() * picture.height();
    ByteBuffer bytes = memory(Picture.CHANNELS * pixels);
    FloatBuffer values = bytes.asFloatBuffer();
    for (int channel = 0; channel < Picture.CHANNELS; channel++) {
      int plane = plane(channel) * pixels;
      for (int i = 0; i < pixels; i++) {
        values.put(
            i * Picture.CHANNELS + channel,
            (picture.values()[plane + i] * 255 - mean[channel]) / std[channel]);
      }
    }
    Shape shape = new Shape(1, picture.height(), picture.width(), Picture.CHANNELS);
    return (PtNDArray) manager.create(bytes, shape, DataType.FLOAT32);
  }

  /** The picture as it is, [3, H, W]; good until the next call. */
  PtNDArray plain(Picture picture, NDManager manager) {
    ByteBuffer bytes = memory(picture.values().length);
    bytes.asFloatBuffer().put(picture.values());
    Shape shape = new Shape(Picture.CHANNELS, picture.height(), picture.width());
    return (PtNDArray) manager.create(bytes, shape, DataType.FLOAT32);
  }

  /**
   * A tensor made from a direct buffer lies in it. One made from an array lies in a new buffer that
   * only the garbage collector frees, which may be many steps later.
   */
  private ByteBuffer memory(int floats) {
    int bytes = Math.multiplyExact(floats, Float.BYTES);
    if (memory.capacity() < bytes) {
      memory = ByteBuffer.allocateDirect(bytes);
    }
    return memory.slice(0, bytes).order(ByteOrder.nativeOrder());
  }

  /** The same memory as [1, 3, H, W]. */
  static PtNDArray nchw(PtNDArray nhwc) {
    return (PtNDArray) nhwc.transpose(0, 3, 1, 2);
  }

  /**
   * A derivative with respect to what {@link #nhwc} made, as one with respect to 255 times the
   * picture.
   */
  Picture back(float[] derivative, int width, int height) {
    Picture gradient = Picture.blank(width, height);
    int pixels = width * height;
    for (int channel = 0; channel < Picture.CHANNELS; channel++) {
      int plane = plane(channel) * pixels;
      for (int i = 0; i < pixels; i++) {
        gradient.values()[plane + i] = derivative[i * Picture.CHANNELS + channel] / std[channel];
      }
    }
    return gradient;
  }

  /** Which of the picture's planes is this channel of the network. */
  private int plane(int channel) {
    return bgr ? Picture.CHANNELS - 1 - channel : channel;
  }
}
