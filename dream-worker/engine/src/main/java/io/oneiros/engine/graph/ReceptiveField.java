package io.oneiros.engine.graph;

/**
 * The pixels that one activation sees, and how far apart those of neighbouring activations are.
 *
 * @param rows the field's extent down the picture
 * @param columns and across it
 */
public record ReceptiveField(Span rows, Span columns) {

  /**
   * One axis.
   *
   * @param stride pixels from one activation's field to the next one's
   * @param first pixel that the first activation sees; negative where it sees padding
   * @param last pixel that it sees
   */
  public record Span(int stride, int first, int last) {
    static final Span PIXEL = new Span(1, 0, 0);

    /**
     * @throws ArithmeticException if the span is too large to count
     */
    public Span {
      Math.incrementExact(Math.subtractExact(last, first));
    }

    Span through(Slide slide) {
      int begin = Math.addExact(first, Math.multiplyExact(slide.start(), stride));
      int end = Math.addExact(last, Math.multiplyExact(slide.start() + slide.reach() - 1, stride));
      return new Span(Math.multiplyExact(stride, slide.stride()), begin, end);
    }

    /** Several values in place of one, blended with its neighbours. */
    Span finer(int factor) {
      if (stride % factor != 0) {
        throw new IllegalArgumentException(
            "A stride of %s pixels cannot be made %s times finer".formatted(stride, factor));
      }
      return new Span(
          stride / factor, Math.subtractExact(first, stride), Math.addExact(last, stride));
    }

    /** The span that covers both, of values on the same grid. */
    Span and(Span other) {
      return new Span(stride, Math.min(first, other.first), Math.max(last, other.last));
    }

    public int size() {
      return last - first + 1;
    }

    /** The first of the {@code stride} pixels in the middle of an activation's field: its cell. */
    public int cell(int activation) {
      return Math.floorDiv(first + last + 1 - stride, 2) + activation * stride;
    }

    /** The activation in whose cell a pixel is; negative before the first one. */
    public int holding(int pixel) {
      return Math.floorDiv(pixel - cell(0), stride);
    }
  }

  /** Pixels between neighbouring activations, the larger of the two axes. */
  public int stride() {
    return Math.max(rows.stride(), columns.stride());
  }

  /** Side of the field in pixels, the larger of the two axes. */
  public int size() {
    return Math.max(rows.size(), columns.size());
  }
}
