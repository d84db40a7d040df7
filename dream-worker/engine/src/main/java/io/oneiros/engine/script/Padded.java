package io.oneiros.engine.script;

import io.oneiros.engine.graph.Padding;

/** A padding: done by the operation itself where both sides are alike, before it otherwise. */
record Padded(Padding.Explicit padding) {
  static Padded of(Padding padding) {
    return new Padded((Padding.Explicit) padding);
  }

  /** What the operation is given to pad by itself. */
  String own() {
    return padding.symmetric() ? pair(padding.top(), padding.left()) : pair(0, 0);
  }

  /** The operation's input, padded as far as it cannot do that itself. */
  String before(String x, String value) {
    return padding.symmetric()
        ? x
        : "torch.constant_pad_nd(%s, %s, %s)".formatted(x, sides(), value);
  }

  /** The gradient of the operation's input without that of the padding before it. */
  String cut(String gradient, String x) {
    return padding.symmetric() ? gradient : inner(gradient, x);
  }

  /** What of a padded value lies on x. */
  String inner(String value, String x) {
    return "torch.slice(torch.slice(%s, 2, %s, torch.add(%s, torch.size(%s, 2))), 3, %s, torch.add(%s, torch.size(%s, 3)))"
        .formatted(value, padding.top(), padding.top(), x, padding.left(), padding.left(), x);
  }

  /** PyTorch's order: the last dimension first. */
  String sides() {
    return "[%s, %s, %s, %s]"
        .formatted(padding.left(), padding.right(), padding.top(), padding.bottom());
  }

  /** What takes away what {@link #sides} put there, and puts back what they cut off. */
  String undone() {
    return "[%s, %s, %s, %s]"
        .formatted(-padding.left(), -padding.right(), -padding.top(), -padding.bottom());
  }

  static String pair(int rows, int columns) {
    return "[%s, %s]".formatted(rows, columns);
  }
}
