package io.oneiros.standalone.bench;

/** A way to compute gradients, ready to be timed. */
interface Contestant extends AutoCloseable {

  /** What one step takes on a square picture of noise. */
  double seconds(int side);

  @Override
  void close();
}
