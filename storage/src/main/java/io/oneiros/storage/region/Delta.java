package io.oneiros.storage.region;

import java.io.UncheckedIOException;

/** A tile's delta, [3, keep.height, keep.width], of which a part at a time is in memory. */
public interface Delta extends AutoCloseable {
  /** Number of its values. */
  long length();

  /**
   * Fills the whole array.
   *
   * @param from index of the first value
   * @throws UncheckedIOException if the disk cannot be read
   */
  void read(long from, float[] to);

  /** Lets go of what it is read from; of memory there is nothing to do. */
  @Override
  default void close() {}
}
