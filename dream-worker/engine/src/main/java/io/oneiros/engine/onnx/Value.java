package io.oneiros.engine.onnx;

import io.oneiros.engine.graph.Parameter;

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
   */
  record Known(Parameter parameter) implements Value {}

  /** It cannot be computed, which matters only to who asks for it. */
  record Unread(String why) implements Value {}
}
