package io.oneiros.engine.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers that no manager owns and the garbage collector frees. */
record Numbers(ByteBuffer bytes, Shape shape) {

  /**
   * @param values in row-major order
   */
  static Numbers of(float[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(values);
    return new Numbers(bytes, new Shape(shape));
  }

  /** A tensor that, on a processor, lies in this memory. */
  PtNDArray in(NDManager manager) {
    ByteBuffer same = bytes.duplicate().order(ByteOrder.nativeOrder());
    return (PtNDArray) manager.create(same, shape, DataType.FLOAT32);
  }

  float[] floats() {
    float[] values = new float[bytes.capacity() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }
}
