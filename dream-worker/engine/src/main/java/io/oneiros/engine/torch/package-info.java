/**
 * Runs graphs on DJL's PyTorch engine: the only package that touches its {@code JniUtils}. Tensors
 * are kept channels_last (NHWC in memory), which is what makes the CPU fast, and one manager owns
 * everything that a call makes, so that native memory does not grow.
 */
package io.oneiros.engine.torch;
