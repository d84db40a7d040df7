package io.oneiros.engine.onnx;

import io.oneiros.engine.graph.Parameter;
import java.util.List;

/** What is known of a value of the file while the graph is read. */
sealed interface Value {

  /**
   * The network makes it of the picture.
   *
   * @param node of our graph
   * @param channels that node has
   */
  record Made(String node, Layout layout, int channels) implements Value {
    Made in(Layout other) {
      return new Made(node, other, channels);
    }
  }

  /**
   * It does not depend on the picture. Sizes that depend on the picture's are NaN: files compute
   * with them only to flatten.
   *
   * @param work numbers that are computed whenever somebody wants these; 0 of what the file holds
   * @param depth constants on the longest way to what the file holds
   */
  record Known(Parameter parameter, long work, int depth) implements Value {
    Known(Parameter parameter) {
      this(parameter, 0, 0);
    }

    /** The same numbers in another shape. */
    Known in(List<Integer> shape) {
      return new Known(new Parameter(shape, parameter.values()), work, depth);
    }
  }

  /** It cannot be computed, which matters only to who asks for it. */
  record Unread(String why) implements Value {}
}
