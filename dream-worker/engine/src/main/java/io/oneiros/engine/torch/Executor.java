package io.oneiros.engine.torch;

import ai.djl.Device;
import io.oneiros.engine.script.Precision;

/** A way to compute gradients. They agree but for rounding, so a picture is made by one alone. */
public enum Executor {
  /** One operation after the other, with automatic differentiation: runs wherever PyTorch does. */
  PLAIN,
  /** A program written for the network, in float32: needs oneDNN, or CUDA. */
  FLOAT32,
  /** The same, its way back in bfloat16: quick on processors that have instructions for that. */
  BFLOAT16;

  /** The quickest that this machine's processor is made for. */
  public static Executor best() {
    return best(Device.cpu());
  }

  /**
   * The quickest that a device is made for; every CUDA device PyTorch still runs on has bfloat16.
   */
  public static Executor best(Device device) {
    return device.isGpu() || Processor.hasBfloat16() ? BFLOAT16 : FLOAT32;
  }

  /** What to take where this does not run, or not exactly enough. */
  Executor simpler() {
    return this == BFLOAT16 ? FLOAT32 : PLAIN;
  }

  Precision precision() {
    return this == BFLOAT16 ? Precision.BFLOAT16 : Precision.FLOAT32;
  }
}
