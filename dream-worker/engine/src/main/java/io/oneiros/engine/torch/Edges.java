package io.oneiros.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Padding;

/** What is put around a value. */
final class Edges {
  private Edges() {}

  static PtNDArray pad(Op.Pad op, PtNDArray x) {
    Padding.Explicit p = op.padding();
    if (op.edge() == Op.Edge.ZERO) {
      return JniUtils.pad(x, new long[] {p.left(), p.right(), p.top(), p.bottom()}, 0);
    }
    PtNDArray rows = picked(x, 2, p.top(), p.bottom(), op.edge());
    return picked(rows, 3, p.left(), p.right(), op.edge());
  }

  /** The rows or columns that the padded value repeats, one index each. */
  private static PtNDArray picked(PtNDArray x, int axis, int before, int after, Op.Edge edge) {
    int length = (int) x.getShape().get(axis);
    if (edge == Op.Edge.REFLECT && Math.max(before, after) >= length) {
      throw new IllegalArgumentException(
          "%s rows or columns cannot be mirrored %s times"
              .formatted(length, Math.max(before, after)));
    }
    long[] indices = new long[before + length + after];
    for (int i = 0; i < indices.length; i++) {
      int at = i - before;
      int inside = Math.max(0, Math.min(length - 1, at));
      indices[i] = edge == Op.Edge.REFLECT ? 2L * inside - at : inside;
    }
    // Not closed before the manager is: the way back reads it.
    NDArray index = x.getManager().create(indices);
    return (PtNDArray) x.get(new NDIndex(axis == 2 ? ":, :, {}" : ":, :, :, {}", index));
  }
}
