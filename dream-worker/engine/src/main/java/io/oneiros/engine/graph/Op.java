package io.oneiros.engine.graph;

/** What a node computes. A new operation is one record here and one case in each visitor. */
public sealed interface Op {

  /** Kernel, stride and dilation, in rows and columns. */
  record Window(int height, int width, int strideY, int strideX, int dilationY, int dilationX) {
    /** Each position by itself. */
    public static final Window POINT = new Window(1, 1, 1, 1, 1, 1);

    /** Rows from the first tap to the last. */
    public int reachY() {
      return (height - 1) * dilationY + 1;
    }

    public int reachX() {
      return (width - 1) * dilationX + 1;
    }
  }

  /**
   * Convolution.
   *
   * @param weight [out, height, width, in / groups] (OHWI: TensorFlow Lite's and channels_last's
   *     order)
   * @param bias [out], or null
   */
  record Conv(Parameter weight, Parameter bias, Window window, Padding padding, int groups)
      implements Op {}

  record MaxPool(Window window, Padding padding) implements Op {
    /**
     * Whether that padding is what ceil mode does by itself, after as many rows and columns as go
     * before: a stride less one more at the end brings every window that begins inside, and as no
     * window is smaller than its stride, no other.
     */
    public boolean isCeiled(Padding.Explicit p) {
      return p.bottom() == p.top() + window.strideY() - 1
          && p.right() == p.left() + window.strideX() - 1
          && window.height() >= window.strideY()
          && window.width() >= window.strideX();
    }
  }

  /** Mean over the window; padding counts or does not. */
  record AveragePool(Window window, Padding padding, boolean countPadding) implements Op {}

  record Relu() implements Op {}

  /** A function of each number by itself, with as many of a and b as it has. */
  record Pointwise(Function function, double a, double b) implements Op {}

  enum Function {
    /** x, or a x below 0. */
    LEAKY_RELU,
    /** x, but at least a and at most b. */
    CLIP,
    /** 1 / (1 + e^-x). */
    SIGMOID,
    TANH,
    /** x, or a (e^x - 1) below 0. */
    ELU,
    /** log(1 + e^x). */
    SOFTPLUS,
    /** x sigmoid(x), also called swish (Ramachandran et al. 2017). */
    SILU,
    /** x clip(x + 3, 0, 6) / 6 (Howard et al. 2019). */
    HARD_SWISH,
    /** x (1 + erf(x / sqrt 2)) / 2 (Hendrycks and Gimpel 2016). */
    GELU,
    /** Its approximation by tanh. */
    GELU_TANH,
    ERF,
    EXP,
    SQRT,
    /** x^a. */
    POWER
  }

  /**
   * x, or slope x below 0 (He et al. 2015).
   *
   * @param slope [C], or [1] for all
   */
  record PRelu(Parameter slope) implements Op {}

  /**
   * factor x + shift.
   *
   * @param factor [C], or [1] for all
   * @param shift the same
   */
  record Scale(Parameter factor, Parameter shift) implements Op {}

  /** Puts rows and columns around the value; zeros fewer than none cut off as many. */
  record Pad(Padding.Explicit padding, Edge edge) implements Op {
    /** Whether it takes anything away. */
    public boolean cuts() {
      return Math.min(
              Math.min(padding.top(), padding.left()), Math.min(padding.bottom(), padding.right()))
          < 0;
    }
  }

  /** What a {@link Pad} puts there. */
  enum Edge {
    ZERO,
    /** The value mirrored in its outermost rows and columns, which are not repeated. */
    REFLECT,
    /** The outermost row or column, again and again. */
    REPEAT
  }

  /** Concatenation of the inputs along the channels. */
  record Concat() implements Op {}

  /** Two values, number by number; one that has a single channel or position has it for all. */
  record Arithmetic(Sign sign) implements Op {}

  enum Sign {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE
  }

  /** Mean over all positions: [1, C, 1, 1]. */
  record GlobalAveragePool() implements Op {}

  /** Mean over the channels: [1, 1, H, W]. */
  record ChannelMean() implements Op {}

  /** Makes the value a whole number of times larger. */
  record Resize(int factorY, int factorX, Blend blend) implements Op {}

  /**
   * Spreads channels over positions: number [c rows columns + y columns + x] of a position becomes
   * channel c of the position (y, x) in the block of rows by columns that replaces it. PyTorch's
   * pixel shuffle (Shi et al. 2016), and of a single position a reshape.
   */
  record Spread(int rows, int columns) implements Op {}

  /** Where the numbers between those of the smaller value come from. */
  enum Blend {
    NEAREST,
    /** Linear, as if each number stood in the middle of its square (half-pixel centres). */
    LINEAR
  }

  /** Softmax over the channels or classes. */
  record Softmax() implements Op {}
}
