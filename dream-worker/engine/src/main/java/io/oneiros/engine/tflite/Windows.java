package io.oneiros.engine.tflite;

import static io.oneiros.engine.NetworkFileException.Code.DAMAGED_NETWORK;

import io.oneiros.engine.NetworkFileException;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.graph.Padding;

/** Windows and paddings out of the options of convolutions and pools, which begin alike. */
final class Windows {
  private static final int PADDING = 0;
  private static final int STRIDE_X = 1;
  private static final int STRIDE_Y = 2;
  private static final int CONV_DILATION_X = 4;
  private static final int CONV_DILATION_Y = 5;
  private static final int POOL_WIDTH = 3;
  private static final int POOL_HEIGHT = 4;
  private static final int VALID = 1;
  private static final int MAX_SIDE = 1024;

  private Windows() {}

  static Window conv(FlatTable options, int height, int width, String node) {
    return checked(
        new Window(
            height,
            width,
            options.int32(STRIDE_Y, 0),
            options.int32(STRIDE_X, 0),
            options.int32(CONV_DILATION_Y, 1),
            options.int32(CONV_DILATION_X, 1)),
        node);
  }

  static Window pool(FlatTable options, String node) {
    return checked(
        new Window(
            options.int32(POOL_HEIGHT, 0),
            options.int32(POOL_WIDTH, 0),
            options.int32(STRIDE_Y, 0),
            options.int32(STRIDE_X, 0),
            1,
            1),
        node);
  }

  static Padding padding(FlatTable options) {
    return options.int8(PADDING, 0) == VALID ? Padding.NONE : new Padding.Same();
  }

  private static Window checked(Window w, String node) {
    int[] sides = {w.height(), w.width(), w.strideY(), w.strideX(), w.dilationY(), w.dilationX()};
    for (int side : sides) {
      if (side < 1 || side > MAX_SIDE) {
        throw new NetworkFileException(
            DAMAGED_NETWORK, "%s has %s; 1 to %d are read.".formatted(node, w, MAX_SIDE));
      }
    }
    return w;
  }
}
