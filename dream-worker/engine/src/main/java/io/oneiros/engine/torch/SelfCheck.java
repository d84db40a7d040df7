package io.oneiros.engine.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.List;

/**
 * A convolution and a gradient whose numbers are known. A libtorch of another minor version than
 * DJL's bindings were made for loads without complaint and returns garbage.
 */
final class SelfCheck {
  /** Sums of the 3 x 3 windows over 1..16 in four rows. */
  private static final float[] SUMS = {54, 63, 90, 99};

  /** Derivative of half the sum of their squares: each pixel's is the sum of its windows' sums. */
  private static final float[] GRADIENT = {
    54, 117, 117, 63, 144, 306, 306, 162, 144, 306, 306, 162, 90, 189, 189, 99
  };

  private static final Shape ONE = new Shape(1, 1);

  private SelfCheck() {}

  static void run(NDManager manager, String version) {
    float[] pixels = new float[16];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i + 1;
    }
    PtNDArray x = (PtNDArray) manager.create(pixels, new Shape(1, 1, 4, 4));
    PtNDArray ones = (PtNDArray) manager.ones(new Shape(1, 1, 3, 3));
    PtNDArray zero = (PtNDArray) manager.zeros(new Shape(1));
    PtNDArray half = Autograd.number(x, 0.5);
    float[] sums = convolution(x, ones, zero).toFloatArray();
    float[] gradient =
        Autograd.differentiate(
                List.of(x), () -> JniUtils.mul(JniUtils.square(convolution(x, ones, zero)), half))
            .gradients()
            .get(0)
            .toFloatArray();
    verify(sums, gradient, version);
  }

  static void verify(float[] sums, float[] gradient, String version) {
    if (!Arrays.equals(sums, SUMS) || !Arrays.equals(gradient, GRADIENT)) {
      throw new IllegalStateException(
          "The native PyTorch library computes wrong numbers: a convolution gave %s instead of %s, its gradient %s instead of %s. DJL's bindings are made for PyTorch %s: PYTORCH_LIBRARY_PATH, if set, must name exactly that version."
              .formatted(
                  Arrays.toString(sums),
                  Arrays.toString(SUMS),
                  Arrays.toString(gradient),
                  Arrays.toString(GRADIENT),
                  version));
    }
  }

  private static PtNDArray convolution(PtNDArray x, PtNDArray kernel, PtNDArray bias) {
    return JniUtils.convolution(x, kernel, bias, ONE, new Shape(0, 0), ONE, 1);
  }
}
