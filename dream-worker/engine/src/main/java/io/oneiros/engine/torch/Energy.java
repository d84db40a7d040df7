package io.oneiros.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import io.oneiros.engine.image.Patch;

/** One layer's part of an objective, at some patch. */
@FunctionalInterface
interface Energy {

  /**
   * @param value of the layer, [1, C, H, W]
   * @return numbers that add up to it, differentiable: summed over positions only, or over a fixed
   *     number of things, which PyTorch does in the same order for any number of threads
   */
  PtNDArray of(PtNDArray value);

  /** One layer's part of an objective. */
  @FunctionalInterface
  interface Everywhere {
    /** Computes what must be known of the patch beforehand; may run the network. */
    Energy at(Patch patch, Others others);
  }
}
