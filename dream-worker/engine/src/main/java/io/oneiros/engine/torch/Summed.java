package io.oneiros.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.oneiros.engine.image.Patch;

/** A measure that takes each position by itself. */
record Summed(Strength strength, Spotlight spotlight, String node) implements Energy.Everywhere {
  /** All dimensions but the channels. */
  private static final long[] POSITIONS = {0, 2, 3};

  @Override
  public Energy at(Patch patch, Others others) {
    Strength.Each each = strength.at(patch);
    return value -> {
      PtNDArray strengths = spotlight.on(each.of(value), patch);
      PtNDArray sums = JniUtils.sum(strengths, POSITIONS, false);
      return JniUtils.mul(sums, Autograd.numbers(sums, strength.factors(value, node)));
    };
  }
}
