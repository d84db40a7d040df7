package io.oneiros.engine.graph;

import java.util.List;
import java.util.function.Supplier;

/**
 * A constant tensor of a network file, decoded (and dequantised) only when somebody asks: planning
 * needs shapes, only a worker needs the numbers.
 */
public record Parameter(List<Integer> shape, Supplier<float[]> values) {
  public Parameter {
    shape = List.copyOf(shape);
  }

  public int dimension(int axis) {
    return shape.get(axis);
  }

  /** How many numbers there are. */
  public long size() {
    return shape.stream().mapToLong(side -> side).reduce(1, Math::multiplyExact);
  }

  /** The numbers in row-major order, decoded anew at every call: keep them if needed twice. */
  public float[] floats() {
    return values.get();
  }
}
