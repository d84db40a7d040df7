package io.oneiros.engine.torch;

import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.graph.Padding;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.zoo.Preprocessing;
import java.util.List;
import java.util.Random;

/**
 * A small network with random weights and one of everything that Inception has: a convolution and a
 * pooling of stride 2 without padding, then a block of three branches. Its "mixed" has stride 4.
 */
final class TinyNetwork {
  static final Preprocessing PREPROCESSING =
      new Preprocessing(true, new float[] {104, 117, 123}, new float[] {128, 64, 32});
  static final int STRIDE = 4;

  /** Of "mixed": 3, then (3 - 1) * 2 more for the pooling, then (3 - 1) * 4 for the block. */
  static final int RECEPTIVE_FIELD = 15;

  private static final Padding SAME = new Padding.Same();
  private final Random random = new Random(5);

  static Graph graph() {
    return new TinyNetwork().build();
  }

  private Graph build() {
    return new Graph(
        "picture",
        List.of(
            new Node("stem", conv(8, 3, 3, window(3, 2), Padding.NONE), List.of("picture")),
            new Node("stem/relu", new Op.Relu(), List.of("stem")),
            new Node("pool", new Op.MaxPool(window(3, 2), Padding.NONE), List.of("stem/relu")),
            new Node("a", conv(4, 1, 8, window(1, 1), SAME), List.of("pool")),
            new Node("b", conv(5, 3, 8, window(3, 1), SAME), List.of("pool")),
            new Node("c/pool", new Op.AveragePool(window(3, 1), SAME, false), List.of("pool")),
            new Node("c", conv(3, 1, 8, window(1, 1), SAME), List.of("c/pool")),
            new Node("concat", new Op.Concat(), List.of("a", "b", "c")),
            new Node("mixed", new Op.Relu(), List.of("concat")),
            new Node("last", conv(6, 2, 12, window(2, 2), SAME), List.of("mixed")),
            new Node("mean", new Op.GlobalAveragePool(), List.of("last")),
            new Node("scores", new Op.Softmax(), List.of("mean"))));
  }

  static Window window(int side, int stride) {
    return new Window(side, side, stride, stride, 1, 1);
  }

  private Op conv(int out, int side, int in, Window window, Padding padding) {
    return conv(random, out, side, in, window, padding, 1);
  }

  /**
   * @param in channels of one group
   */
  static Op conv(
      Random random, int out, int side, int in, Window window, Padding padding, int groups) {
    float[] weight = new float[out * side * side * in];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) (random.nextGaussian() / Math.sqrt(side * side * in));
    }
    float[] bias = new float[out];
    for (int i = 0; i < out; i++) {
      bias[i] = (float) random.nextGaussian() / 4;
    }
    return new Op.Conv(
        new Parameter(List.of(out, side, side, in), () -> weight),
        new Parameter(List.of(out), () -> bias),
        window,
        padding,
        groups);
  }

  static Picture picture(int width, int height) {
    Picture picture = Picture.blank(width, height);
    Random random = new Random(width);
    for (int i = 0; i < picture.values().length; i++) {
      picture.values()[i] = random.nextFloat();
    }
    return picture;
  }
}
