package io.oneiros.engine.onnx;

import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.graph.Padding;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.onnx.Value.Made;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Operators that put channels in the place of positions. A transposed convolution is read as a
 * plain one that makes each pixel of a stride by stride block as a channel of its own, which are
 * then spread (a sub-pixel convolution, Shi et al. 2016): the same sums, and a few with zeros.
 */
final class Deconvolution {
  static final Map<String, Reading> READINGS =
      Map.of(
          "ConvTranspose", Deconvolution::transposed,
          "DepthToSpace", Deconvolution::spread);

  private Deconvolution() {}

  /**
   * One axis: output q stride + phase is the sum over j of x[q - j] times tap (phase + before + j
   * stride), where there is such a tap.
   *
   * @param before rows that the file cuts off at the beginning
   * @param length outputs beyond stride times the inputs; may be negative
   */
  private record Axis(int taps, int stride, int before, int length) {
    static Axis of(int taps, int stride, int before, int after, int extra) {
      return new Axis(taps, stride, before, taps - stride - before - after + extra);
    }

    private int greatest() {
      return Math.floorDiv(taps - 1 - before, stride);
    }

    private int least() {
      return -Math.floorDiv(before + stride - 1, stride);
    }

    /** Of the plain convolution. */
    int side() {
      return greatest() - least() + 1;
    }

    int padBefore() {
      return greatest();
    }

    int padAfter() {
      return blocks() - least();
    }

    /** Blocks beyond the number of inputs. */
    private int blocks() {
      return -Math.floorDiv(-length, stride);
    }

    /** What the last block has too much. */
    int surplus() {
      return stride * blocks() - length;
    }

    /** The file's tap that is the plain one's in a phase; negative or too large for none. */
    int tap(int phase, int plain) {
      return phase + before + (greatest() - plain) * stride;
    }
  }

  private static Value transposed(Call call) {
    Made x = call.picture(0);
    Parameter weight = call.known(1);
    if (weight.shape().size() != 4) {
      throw call.unsupported("its weights have the shape %s".formatted(weight.shape()));
    }
    int groups = Math.toIntExact(call.operator().number("group", 1));
    if (groups < 1 || x.channels() % groups != 0 || weight.dimension(0) != x.channels()) {
      throw new IllegalArgumentException(
          "%s convolves %s channels in %s groups with weights of the shape %s"
              .formatted(call.name(), x.channels(), groups, weight.shape()));
    }
    int out = Math.multiplyExact(weight.dimension(1), groups);
    Window w =
        Windowed.window(call, List.of((long) weight.dimension(2), (long) weight.dimension(3)));
    if (w.dilationY() != 1 || w.dilationX() != 1) {
      throw call.unsupported("it is dilated");
    }
    List<Long> extra = call.operator().numbers("output_padding", List.of(0L, 0L));
    Padding.Explicit pads = padding(call, w, extra);
    Axis rows = axis(call, w.height(), w.strideY(), pads.top(), pads.bottom(), extra.get(0));
    Axis columns = axis(call, w.width(), w.strideX(), pads.left(), pads.right(), extra.get(1));
    Parameter bias = call.has(2) ? call.known(2) : null;
    if (bias != null && !bias.shape().equals(List.of(out))) {
      throw new IllegalArgumentException(
          "%s has biases of the shape %s for %s channels"
              .formatted(call.name(), bias.shape(), out));
    }
    return result(call, x, plain(weight, bias, rows, columns, groups), rows, columns);
  }

  private static Op.Conv plain(
      Parameter weight, Parameter bias, Axis rows, Axis columns, int groups) {
    int block = Math.multiplyExact(rows.stride(), columns.stride());
    int out = Math.multiplyExact(Math.multiplyExact(weight.dimension(1), groups), block);
    Parameter kernel =
        new Parameter(
            List.of(out, rows.side(), columns.side(), weight.dimension(0) / groups),
            new Kernel(weight, rows, columns, groups));
    return new Op.Conv(
        kernel,
        bias == null ? null : new Parameter(List.of(out), new Bias(bias, block)),
        new Window(rows.side(), columns.side(), 1, 1, 1, 1),
        new Padding.Explicit(
            rows.padBefore(), columns.padBefore(), rows.padAfter(), columns.padAfter()),
        groups);
  }

  private static Value result(Call call, Made x, Op.Conv plain, Axis rows, Axis columns) {
    int out = plain.weight().dimension(0) / rows.stride() / columns.stride();
    if (rows.stride() == 1 && columns.stride() == 1) {
      return call.result(plain, x.layout(), out, x.node());
    }
    Op spread = new Op.Spread(rows.stride(), columns.stride());
    String phases = call.step("phases", plain, x.node());
    if (rows.surplus() == 0 && columns.surplus() == 0) {
      return call.result(spread, x.layout(), out, phases);
    }
    Padding.Explicit cut = new Padding.Explicit(0, 0, -rows.surplus(), -columns.surplus());
    return call.result(
        new Op.Pad(cut, Op.Edge.ZERO), x.layout(), out, call.step("spread", spread, phases));
  }

  private static Axis axis(Call call, int taps, int stride, int before, int after, long extra) {
    if (stride > taps || before >= taps || after >= taps || extra < 0 || extra >= stride) {
      throw call.unsupported(
          "its window of %s has the stride %s, the padding %s and %s and the output padding %s"
              .formatted(taps, stride, before, after, extra));
    }
    return Axis.of(taps, stride, before, after, (int) extra);
  }

  /** {@code SAME} cuts so much off that the result is stride times as long. */
  private static Padding.Explicit padding(Call call, Window w, List<Long> extra) {
    if (call.operator().has("output_shape")) {
      throw call.unsupported("it states its output's shape, not its padding");
    }
    if (extra.size() != 2) {
      throw call.unsupported("its window has not two axes");
    }
    Padding given = Windowed.padding(call);
    if (given instanceof Padding.Same same) {
      int rows = Math.max(0, w.height() - w.strideY() + Math.toIntExact(extra.get(0)));
      int columns = Math.max(0, w.width() - w.strideX() + Math.toIntExact(extra.get(1)));
      int top = same.oddFirst() ? rows - rows / 2 : rows / 2;
      int left = same.oddFirst() ? columns - columns / 2 : columns / 2;
      return new Padding.Explicit(top, left, rows - top, columns - left);
    }
    return (Padding.Explicit) given;
  }

  private static Value spread(Call call) {
    Made x = call.picture(0);
    int block = Math.toIntExact(call.operator().number("blocksize", 1));
    if (!call.operator().text("mode", "DCR").equals("CRD")) {
      throw call.unsupported("its mode is not CRD");
    }
    if (block < 1 || x.channels() % Math.multiplyExact(block, block) != 0) {
      throw new IllegalArgumentException(
          "%s spreads %s channels over blocks of %s".formatted(call.name(), x.channels(), block));
    }
    return call.result(
        new Op.Spread(block, block), x.layout(), x.channels() / block / block, x.node());
  }

  /** OHWI, of weights [in, out / groups, height, width]. */
  private record Kernel(Parameter weight, Axis rows, Axis columns, int groups)
      implements Supplier<float[]> {
    @Override
    public float[] get() {
      float[] given = weight.floats();
      int in = weight.dimension(0) / groups;
      int out = weight.dimension(1);
      int phases = rows.stride() * columns.stride();
      float[] kernel = new float[out * groups * phases * rows.side() * columns.side() * in];
      int to = 0;
      for (int channel = 0; channel < out * groups * phases; channel++) {
        int whole = channel / phases;
        int phaseY = channel % phases / columns.stride();
        int phaseX = channel % columns.stride();
        for (int y = 0; y < rows.side(); y++) {
          for (int x = 0; x < columns.side(); x++) {
            int tapY = rows.tap(phaseY, y);
            int tapX = columns.tap(phaseX, x);
            boolean there = tapY >= 0 && tapY < rows.taps() && tapX >= 0 && tapX < columns.taps();
            for (int c = 0; c < in; c++, to++) {
              if (there) {
                int from = (whole / out * in + c) * out + whole % out;
                kernel[to] = given[(from * rows.taps() + tapY) * columns.taps() + tapX];
              }
            }
          }
        }
      }
      return kernel;
    }
  }

  /** Each bias as often as its channel has phases. */
  private record Bias(Parameter bias, int times) implements Supplier<float[]> {
    @Override
    public float[] get() {
      float[] given = bias.floats();
      float[] repeated = new float[given.length * times];
      for (int i = 0; i < repeated.length; i++) {
        repeated[i] = given[i / times];
      }
      return repeated;
    }
  }
}
