package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Reflection;

/**
 * The geometry of patches along one axis. The picture grows outwards by reflected pixels to {@code
 * outgrown()} pixels, {@code before(shift)} of them at its start, so that the network's grid, which
 * begins where the outgrown picture begins, lies over the picture in the shift's phase.
 *
 * @param length of the picture in pixels
 * @param stride of the network's grid in pixels
 * @param jitter greatest shift of the dream: 0 means that the grid never moves
 */
record PatchAxis(int length, int stride, int jitter) {

  /** Pixels from {@code start}, in the picture's coordinates, so negative where it outgrows. */
  record Span(int start, int length) {
    int end() {
      return start + length;
    }
  }

  private int slack() {
    return jitter > 0 ? stride - 1 : 0;
  }

  /** Cells of the whole outgrown picture. */
  private int cells() {
    return cells(length + slack());
  }

  private int cells(int pixels) {
    return (pixels + stride - 1) / stride;
  }

  int outgrown() {
    return cells() * stride;
  }

  int before(int shift) {
    return Math.floorMod(-shift, stride);
  }

  /** The patch of the core {@code from..to} (exclusive): as long for every shift as for any. */
  Span patch(int from, int to, int halo, int shift) {
    int begin = Math.max(0, from - halo);
    int end = Math.min(length, to + halo);
    int before = before(shift);
    int first;
    int count;
    if (end == length) {
      // At the end the patch ends where the outgrown picture does, whatever the phase, because
      // there the network pads with zeros: so it begins where the earliest phase needs it.
      first = begin / stride;
      count = cells() - first;
    } else {
      count = jitter > 0 ? cells(end - begin + slack()) : cells(end) - begin / stride;
      first = Math.min((begin + before) / stride, cells() - count);
    }
    return new Span(first * stride - before, count * stride);
  }

  /** The pixels of the picture that a span shows, itself or reflected: their hull. */
  Span shown(Span span) {
    int least = length;
    int greatest = -1;
    for (int i = span.start(); i < span.end(); i++) {
      int source = Reflection.index(i, length);
      least = Math.min(least, source);
      greatest = Math.max(greatest, source);
    }
    return new Span(least, greatest + 1 - least);
  }
}
