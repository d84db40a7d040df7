package io.oneiros.storage.region;

import java.io.IOException;

/** A tile's delta, [3, keep.height, keep.width], of which a part at a time is in memory. */
public interface Delta {
  /** Number of its values. */
  long length();

  /**
   * Fills the whole array.
   *
   * @param from index of the first value
   */
  void read(long from, float[] to) throws IOException;
}
