package io.oneiros.standalone.bench;

import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.graph.Padding;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.zoo.ModelException;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Preprocessing;
import io.oneiros.engine.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What is measured: the gradient of half the sum of some layers' squares.
 *
 * @param nodes the layers, by their names in the graph
 */
record Subject(String name, Graph graph, Preprocessing preprocessing, List<String> nodes) {
  private static final int[] VGG16 = {64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512};

  /**
   * A network of the zoo.
   *
   * @throws ModelException if its file is not here
   */
  static Subject of(Zoo zoo, String id, List<String> layers) {
    Network network = zoo.open(id);
    return new Subject(
        id + " " + String.join("+", layers),
        network.graph(),
        network.preprocessing(),
        network.facts(layers).nodes());
  }

  /**
   * VGG16 as far as relu4_3, with random weights (He et al. 2015): speed does not depend on them.
   */
  static Subject vgg16() {
    List<Node> nodes = new ArrayList<>();
    Random random = new Random(1);
    String last = "picture";
    int channels = 3;
    for (int width : VGG16) {
      String name = "n" + nodes.size();
      if (width == 0) {
        Window window = new Window(2, 2, 2, 2, 1, 1);
        nodes.add(new Node(name, new Op.MaxPool(window, Padding.NONE), List.of(last)));
        last = name;
      } else {
        nodes.add(new Node(name, convolution(random, channels, width), List.of(last)));
        last = name + "/relu";
        nodes.add(new Node(last, new Op.Relu(), List.of(name)));
        channels = width;
      }
    }
    Preprocessing centred =
        new Preprocessing(false, new float[] {124, 116, 104}, new float[] {58, 57, 57});
    return new Subject(
        "vgg16 relu4_3 (random)", new Graph("picture", nodes), centred, List.of(last));
  }

  /** Convolutions only, of a size that processors like: the peak that others are a share of. */
  static Subject peak() {
    List<Node> nodes = new ArrayList<>();
    Random random = new Random(1);
    String last = "picture";
    for (int i = 0; i < 12; i++) {
      String name = "n" + i;
      nodes.add(new Node(name, convolution(random, i == 0 ? 3 : 256, 256), List.of(last)));
      last = name;
    }
    return new Subject(
        "convolutions 3 x 3 of 256 channels",
        new Graph("picture", nodes),
        new Preprocessing(false, new float[3], new float[] {255, 255, 255}),
        List.of(last));
  }

  private static Op convolution(Random random, int in, int out) {
    float[] weights = new float[out * 9 * in];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / (9 * in)));
    }
    return new Op.Conv(
        new Parameter(List.of(out, 3, 3, in), weights::clone),
        new Parameter(List.of(out), () -> new float[out]),
        new Window(3, 3, 1, 1, 1, 1),
        new Padding.Explicit(1, 1, 1, 1),
        1);
  }
}
