package io.oneiros.engine.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/** The guide's activations that go best with a picture's. */
final class Matched {
  /** Products that are held at a time. */
  static final long MOST = 1 << 23;

  private static final Shape ONE = new Shape(1, 1);

  private Matched() {}

  /**
   * @param value [1, C, H, W]
   * @param guide [M, C], a row for each position of the guide
   * @return [1, C, H, W], for each position the row with the greatest product, the first of equals;
   *     not differentiable
   */
  static PtNDArray of(PtNDArray value, Numbers guide) {
    return of(value, guide, MOST);
  }

  /**
   * @param most products that are held at a time, but for a row of positions
   */
  static PtNDArray of(PtNDArray value, Numbers guide, long most) {
    return Autograd.withoutGradient(() -> matched(value, guide, most));
  }

  private static PtNDArray matched(PtNDArray value, Numbers guide, long most) {
    NDManager manager = value.getManager();
    PtNDArray rows = guide.in(manager);
    long count = guide.shape().get(0);
    PtNDArray kernel = JniUtils.reshape(rows, new long[] {count, guide.shape().get(1), 1, 1});
    PtNDArray bias = (PtNDArray) manager.zeros(new Shape(count));
    long height = value.getShape().get(2);
    long step = Math.max(1, most / (count * value.getShape().get(3)));
    List<PtNDArray> best = new ArrayList<>();
    for (long y = 0; y < height; y += step) {
      PtNDArray band = JniUtils.slice(value, 2, y, Math.min(height, y + step), 1);
      // Each row as a kernel: oneDNN's products are the same for any number of threads.
      try (PtNDArray products =
          JniUtils.convolution(band, kernel, bias, ONE, new Shape(0, 0), ONE, 1)) {
        best.add(JniUtils.argMax(products, 1, false));
      }
    }
    PtNDArray indices = JniUtils.cat(best.toArray(PtNDArray[]::new), 1);
    return JniUtils.permute(JniUtils.embedding(indices, rows, false), new long[] {0, 3, 1, 2});
  }
}
