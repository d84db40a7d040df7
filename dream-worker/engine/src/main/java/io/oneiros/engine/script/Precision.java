package io.oneiros.engine.script;

/**
 * What the way back is computed in. The way there is always float32: rounded activations would
 * choose other maxima and other sides of a ReLU (cosine 0.9), a rounded gradient is only that.
 */
public enum Precision {
  FLOAT32,
  BFLOAT16;

  /** Of one number. */
  int bytes() {
    return this == FLOAT32 ? 4 : 2;
  }

  /** PyTorch's number for the type. */
  public int type() {
    return this == FLOAT32 ? 6 : 15;
  }
}
