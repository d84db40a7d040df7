package io.oneiros.engine.onnx;

import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.graph.Padding;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.onnx.Value.Made;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Operators that slide a window over the picture. */
final class Windowed {
  static final Map<String, Reading> READINGS =
      Map.of(
          "Conv", Windowed::convolution,
          "MaxPool", Windowed::maxPool,
          "AveragePool", Windowed::averagePool,
          "GlobalAveragePool", Windowed::globalAverage,
          "Pad", Windowed::pad,
          "Resize", Windowed::resize,
          "Upsample", Windowed::resize);

  private static final List<Long> ONES = List.of(1L, 1L);
  private static final List<Long> ZEROS = List.of(0L, 0L, 0L, 0L);

  private Windowed() {}

  private static Value convolution(Call call) {
    Made x = call.picture(0);
    Parameter weight = call.known(1);
    if (weight.shape().size() != 4) {
      throw call.unsupported("its weights have the shape %s".formatted(weight.shape()));
    }
    int groups = Math.toIntExact(call.operator().number("group", 1));
    int out = weight.dimension(0);
    if (groups < 1 || out % groups != 0 || weight.dimension(1) * groups != x.channels()) {
      throw new IllegalArgumentException(
          "%s convolves %s channels in %s groups with weights of the shape %s"
              .formatted(call.name(), x.channels(), groups, weight.shape()));
    }
    Parameter bias = call.has(2) ? call.known(2) : null;
    if (bias != null && !bias.shape().equals(List.of(out))) {
      throw new IllegalArgumentException(
          "%s has biases of the shape %s for %s channels"
              .formatted(call.name(), bias.shape(), out));
    }
    Window window = window(call, List.of((long) weight.dimension(2), (long) weight.dimension(3)));
    return call.result(
        new Op.Conv(
            Constants.transposed(weight, List.of(0, 2, 3, 1)), bias, window, padding(call), groups),
        x.layout(),
        out,
        x.node());
  }

  private static Value maxPool(Call call) {
    return call.result(new Op.MaxPool(pool(call), ceiled(call)), call.picture(0));
  }

  private static Value averagePool(Call call) {
    Made x = call.picture(0);
    boolean counts = call.operator().number("count_include_pad", 0) == 1;
    if (counts && padding(call) instanceof Padding.Explicit given && isCeil(call)) {
      // What ceil mode adds does not count, what the file pads with does.
      String padded = call.step("padded", new Op.Pad(given, Op.Edge.ZERO), x.node());
      Padding ceil = new Padding.Ceil(Padding.NONE);
      return call.result(
          new Op.AveragePool(pool(call), ceil, false), x.layout(), x.channels(), padded);
    }
    return call.result(new Op.AveragePool(pool(call), ceiled(call), counts), x);
  }

  private static Value globalAverage(Call call) {
    Made x = call.picture(0);
    return call.result(
        new Op.GlobalAveragePool(), x.layout().shrunk(Set.of(2, 3)), x.channels(), x.node());
  }

  private static Value pad(Call call) {
    Made x = call.made(0);
    int rank = x.layout().rank();
    List<Long> pads = call.list(1, "pads", List.of());
    List<Long> axes = call.has(3) ? call.numbers(3) : LongStream.range(0, rank).boxed().toList();
    if (pads.size() != 2 * axes.size()) {
      throw new IllegalArgumentException("%s pads by %s".formatted(call.name(), pads));
    }
    int[] rows = new int[2];
    int[] columns = new int[2];
    for (int i = 0; i < axes.size(); i++) {
      List<Layout.Axis> axis = x.layout().axes().get(x.layout().index(axes.get(i)));
      int[] ends = {Math.toIntExact(pads.get(i)), Math.toIntExact(pads.get(i + axes.size()))};
      if (axis.equals(List.of(Layout.Axis.H))) {
        rows = ends;
      } else if (axis.equals(List.of(Layout.Axis.W))) {
        columns = ends;
      } else if (ends[0] != 0 || ends[1] != 0) {
        throw call.unsupported("it pads other axes than height and width");
      }
    }
    if (Math.min(Math.min(rows[0], rows[1]), Math.min(columns[0], columns[1])) < 0) {
      throw call.unsupported("it cuts off, by %s".formatted(pads));
    }
    Padding.Explicit padding = new Padding.Explicit(rows[0], columns[0], rows[1], columns[1]);
    return call.result(new Op.Pad(padding, edge(call)), x);
  }

  private static Op.Edge edge(Call call) {
    String mode = call.operator().text("mode", "constant");
    if (mode.equals("constant") && call.real(2, "value", 0) != 0) {
      throw call.unsupported("it pads with another number than 0");
    }
    return switch (mode) {
      case "constant" -> Op.Edge.ZERO;
      case "reflect" -> Op.Edge.REFLECT;
      case "edge" -> Op.Edge.REPEAT;
      default -> throw call.unsupported("its mode is %s".formatted(mode));
    };
  }

  /** Scales are input 1 of Upsample and of Resize 10, input 2 of Resize since 11. */
  private static Value resize(Call call) {
    Made x = call.picture(0);
    int input = call.opset() < 11 ? 1 : 2;
    if (!call.has(input)) {
      throw call.unsupported("it resizes to a size, not by a scale");
    }
    float[] scales = call.small(call.known(input));
    if (scales.length != 4 || scales[0] != 1 || scales[1] != 1) {
      throw call.unsupported("its scales are %s".formatted(Arrays.toString(scales)));
    }
    int factorY = (int) scales[2];
    int factorX = (int) scales[3];
    if (factorY != scales[2] || factorX != scales[3] || factorY < 1 || factorX < 1) {
      throw call.unsupported("its scales are %s x %s, not whole".formatted(scales[2], scales[3]));
    }
    return call.result(new Op.Resize(factorY, factorX, blend(call, Math.max(factorY, factorX))), x);
  }

  private static Op.Blend blend(Call call, int factor) {
    String mode = call.operator().text("mode", "nearest");
    String centres =
        call.operator()
            .text(
                "coordinate_transformation_mode", call.opset() < 11 ? "asymmetric" : "half_pixel");
    if (mode.equals("nearest")) {
      String nearest =
          call.operator().text("nearest_mode", call.opset() < 11 ? "floor" : "round_prefer_floor");
      if (!repeats(call, centres, nearest, factor)) {
        throw call.unsupported(
            "its mode is nearest, %s, %s, which by %s does not repeat each number"
                .formatted(centres, nearest, factor));
      }
      return Op.Blend.NEAREST;
    }
    if (mode.equals("linear")
        && (centres.equals("half_pixel") || centres.equals("pytorch_half_pixel"))) {
      return Op.Blend.LINEAR;
    }
    throw call.unsupported("its mode is %s, %s".formatted(mode, centres));
  }

  /**
   * Whether all numbers made of number 0 are it: the first and the last of them are, and what lies
   * between rounds between.
   */
  private static boolean repeats(Call call, String centres, String nearest, int factor) {
    return rounded(call, place(call, centres, 0, factor), nearest) == 0
        && rounded(call, place(call, centres, factor - 1, factor), nearest) == 0;
  }

  /** Where ONNX looks for a number of the larger value in the smaller one. */
  private static double place(Call call, String centres, int index, int factor) {
    return switch (centres) {
      case "half_pixel", "pytorch_half_pixel" -> (index + 0.5) / factor - 0.5;
      case "tf_half_pixel_for_nn" -> (index + 0.5) / factor;
      case "asymmetric" -> (double) index / factor;
      default -> throw call.unsupported("its mode is nearest, %s".formatted(centres));
    };
  }

  private static double rounded(Call call, double place, String nearest) {
    return switch (nearest) {
      case "round_prefer_floor" -> Math.ceil(place - 0.5);
      case "round_prefer_ceil" -> Math.floor(place + 0.5);
      case "floor" -> Math.floor(place);
      case "ceil" -> Math.ceil(place);
      default -> throw call.unsupported("its nearest_mode is %s".formatted(nearest));
    };
  }

  private static Window pool(Call call) {
    List<Long> kernel = call.operator().numbers("kernel_shape", List.of());
    Window window = window(call, kernel);
    if (window.dilationY() != 1 || window.dilationX() != 1) {
      throw call.unsupported(
          "its window is dilated by %s x %s".formatted(window.dilationY(), window.dilationX()));
    }
    if (padding(call) instanceof Padding.Explicit p
        && (2 * p.top() > window.height()
            || 2 * p.left() > window.width()
            || p.bottom() >= window.height()
            || p.right() >= window.width())) {
      throw call.unsupported(
          "its padding %s is more than half of its window, %s x %s"
              .formatted(p, window.height(), window.width()));
    }
    return window;
  }

  static Window window(Call call, List<Long> kernel) {
    List<Long> strides = call.operator().numbers("strides", ONES);
    List<Long> dilations = call.operator().numbers("dilations", ONES);
    if (kernel.size() != 2 || strides.size() != 2 || dilations.size() != 2) {
      throw call.unsupported("its window has not two axes");
    }
    int[] sides =
        Stream.of(kernel, strides, dilations)
            .flatMap(List::stream)
            .mapToInt(Math::toIntExact)
            .toArray();
    for (int side : sides) {
      if (side < 1 || side > MAX_SIDE) {
        throw new IllegalArgumentException(
            "%s has a window of %s, stride %s, dilation %s"
                .formatted(call.name(), kernel, strides, dilations));
      }
    }
    return new Window(sides[0], sides[1], sides[2], sides[3], sides[4], sides[5]);
  }

  private static final int MAX_SIDE = 1 << 16;

  private static boolean isCeil(Call call) {
    return call.operator().number("ceil_mode", 0) == 1;
  }

  private static Padding ceiled(Call call) {
    Padding padding = padding(call);
    return isCeil(call) && padding instanceof Padding.Explicit given
        ? new Padding.Ceil(given)
        : padding;
  }

  static Padding padding(Call call) {
    String auto = call.operator().text("auto_pad", "NOTSET");
    return switch (auto) {
      case "NOTSET" -> {
        int[] pads =
            call.operator().numbers("pads", ZEROS).stream().mapToInt(Math::toIntExact).toArray();
        if (pads.length != 4 || Arrays.stream(pads).anyMatch(pad -> pad < 0 || pad > MAX_SIDE)) {
          throw new IllegalArgumentException(
              "%s pads by %s".formatted(call.name(), Arrays.toString(pads)));
        }
        yield new Padding.Explicit(pads[0], pads[1], pads[2], pads[3]);
      }
      case "VALID" -> Padding.NONE;
      case "SAME_UPPER" -> new Padding.Same();
      case "SAME_LOWER" -> new Padding.Same(true);
      default -> throw call.unsupported("its auto_pad is %s".formatted(auto));
    };
  }
}
