package io.oneiros.engine.onnx;

import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Op.Function;
import io.oneiros.engine.graph.Op.Sign;
import io.oneiros.engine.graph.Op.Window;
import io.oneiros.engine.graph.Padding;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.onnx.Layout.Axis;
import io.oneiros.engine.onnx.Value.Made;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Normalisations and the means they are made of, in simpler operations. */
final class Normalisation {
  static final Map<String, Reading> READINGS =
      Map.of(
          "BatchNormalization", Normalisation::batch,
          "LRN", Normalisation::localResponse,
          "LayerNormalization", Normalisation::layer,
          "InstanceNormalization", Normalisation::instance,
          "ReduceMean", Normalisation::mean,
          "Softmax", Normalisation::softmax);

  /** A band is channels squared; it is made up, so the file's length does not bound it. */
  private static final int MAX_BAND = 4096;

  private Normalisation() {}

  /** With the statistics of training: a scale (Ioffe and Szegedy 2015). */
  private static Value batch(Call call) {
    Made x = call.made(0);
    if (x.layout().rank() < 2 || !x.layout().isChannels(1)) {
      throw call.unsupported("its input has the axes %s".formatted(x.layout().axes()));
    }
    if (call.operator().number("training_mode", 0) != 0
        || call.operator().number("spatial", 1) != 1) {
      throw call.unsupported("it is in training mode, or normalises each position by itself");
    }
    for (int i = 1; i <= 4; i++) {
      if (!call.known(i).shape().equals(List.of(x.channels()))) {
        throw new IllegalArgumentException(
            "%s normalises %s channels with numbers of the shape %s"
                .formatted(call.name(), x.channels(), call.known(i).shape()));
      }
    }
    double epsilon = call.operator().real("epsilon", 1e-5);
    List<Integer> shape = List.of(x.channels());
    Parameter factor = new Parameter(shape, new BatchFactor(call.known(1), call.known(4), epsilon));
    Parameter shift = new Parameter(shape, new BatchShift(call.known(2), call.known(3), factor));
    return call.result(new Op.Scale(factor, shift), x);
  }

  private record BatchFactor(Parameter scale, Parameter variance, double epsilon)
      implements Supplier<float[]> {
    @Override
    public float[] get() {
      float[] values = scale.floats();
      float[] variances = variance.floats();
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (values[i] / Math.sqrt(variances[i] + epsilon));
      }
      return values;
    }
  }

  private record BatchShift(Parameter shift, Parameter mean, Parameter factor)
      implements Supplier<float[]> {
    @Override
    public float[] get() {
      float[] values = shift.floats();
      float[] means = mean.floats();
      float[] factors = factor.floats();
      for (int i = 0; i < values.length; i++) {
        values[i] -= means[i] * factors[i];
      }
      return values;
    }
  }

  /**
   * x / (bias + alpha / size * sum of the squares of neighbouring channels)^beta (Krizhevsky et al.
   * 2012): the sum is a convolution with a band of weights.
   */
  private static Value localResponse(Call call) {
    Made x = call.picture(0);
    int size = Math.toIntExact(call.operator().number("size", 1));
    if (size < 1 || x.channels() > MAX_BAND) {
      throw call.unsupported(
          "it normalises %s channels of %s; at most %s are read"
              .formatted(size, x.channels(), MAX_BAND));
    }
    float weight = (float) (call.operator().real("alpha", 1e-4) / size);
    double beta = call.operator().real("beta", 0.75);
    float bias = (float) call.operator().real("bias", 1);
    String squares = call.step("squares", new Op.Arithmetic(Sign.MULTIPLY), x.node(), x.node());
    Parameter band =
        new Parameter(
            List.of(x.channels(), 1, 1, x.channels()), new Band(x.channels(), size, weight));
    Parameter biases = new Parameter(List.of(x.channels()), new Filled(x.channels(), bias));
    String sums =
        call.step("sums", new Op.Conv(band, biases, Window.POINT, Padding.NONE, 1), squares);
    String factors = call.step("factors", new Op.Pointwise(Function.POWER, -beta, 0), sums);
    return call.result(
        new Op.Arithmetic(Sign.MULTIPLY), x.layout(), x.channels(), x.node(), factors);
  }

  private record Band(int channels, int size, float weight) implements Supplier<float[]> {
    @Override
    public float[] get() {
      float[] values = new float[channels * channels];
      for (int out = 0; out < channels; out++) {
        int first = Math.max(0, out - (size - 1) / 2);
        int last = Math.min(channels - 1, out + size / 2);
        for (int in = first; in <= last; in++) {
          values[out * channels + in] = weight;
        }
      }
      return values;
    }
  }

  private record Filled(int length, float value) implements Supplier<float[]> {
    @Override
    public float[] get() {
      float[] values = new float[length];
      Arrays.fill(values, value);
      return values;
    }
  }

  /** Over the channels of each position (Ba et al. 2016). */
  private static Value layer(Call call) {
    Made x = call.made(0);
    long axis = call.operator().number("axis", -1);
    if (x.layout().index(axis) != x.layout().rank() - 1 || !x.layout().isChannels(axis)) {
      throw call.unsupported("it normalises more than the channels");
    }
    return standardised(call, x, new Op.ChannelMean());
  }

  /** Over the positions of each channel (Ulyanov et al. 2016). */
  private static Value instance(Call call) {
    return standardised(call, call.picture(0), new Op.GlobalAveragePool());
  }

  private static Value standardised(Call call, Made x, Op mean) {
    String middle = call.step("mean", mean, x.node());
    String centred = call.step("centred", new Op.Arithmetic(Sign.SUBTRACT), x.node(), middle);
    String squares = call.step("squares", new Op.Arithmetic(Sign.MULTIPLY), centred, centred);
    String variance = call.step("variance", mean, squares);
    double epsilon = call.operator().real("epsilon", 1e-5);
    String above =
        call.step("above", new Op.Scale(Constants.number(1), Constants.number(epsilon)), variance);
    String inverse = call.step("inverse", new Op.Pointwise(Function.POWER, -0.5, 0), above);
    String standard = call.step("standard", new Op.Arithmetic(Sign.MULTIPLY), centred, inverse);
    Parameter factor = perChannel(call, x, 1);
    Parameter shift = call.has(2) ? perChannel(call, x, 2) : Constants.number(0);
    return call.result(new Op.Scale(factor, shift), x.layout(), x.channels(), standard);
  }

  private static Parameter perChannel(Call call, Made x, int input) {
    Parameter parameter = call.known(input);
    if (parameter.size() != x.channels()) {
      throw call.unsupported("it has weights of the shape %s".formatted(parameter.shape()));
    }
    return new Parameter(List.of(x.channels()), parameter.values());
  }

  /** Axes are an attribute before opset 18. */
  private static Value mean(Call call) {
    Made x = call.made(0);
    Set<Integer> places = new HashSet<>();
    call.list(1, "axes", List.of()).forEach(axis -> places.add(x.layout().index(axis)));
    boolean keep = call.operator().number("keepdims", 1) == 1;
    Layout layout = keep ? x.layout().shrunk(places) : x.layout().without(places);
    Set<Axis> axes = x.layout().in(places);
    if (axes.equals(Set.of(Axis.H, Axis.W))) {
      return call.result(new Op.GlobalAveragePool(), layout, x.channels(), x.node());
    }
    if (axes.equals(Set.of(Axis.C))) {
      return call.result(new Op.ChannelMean(), layout, 1, x.node());
    }
    throw call.unsupported("it is a mean over %s".formatted(axes));
  }

  /** Before opset 13 over its axis and all that follow. */
  private static Value softmax(Call call) {
    Made x = call.made(0);
    boolean flattens = call.opset() < 13;
    int axis = x.layout().index(call.operator().number("axis", flattens ? 1 : -1));
    List<Axis> axes = x.layout().axes().get(axis);
    boolean more = x.layout().axes().stream().skip(axis + 1L).anyMatch(behind -> !behind.isEmpty());
    if (flattens && more) {
      throw call.unsupported(
          "in opset %s it is a softmax over %s".formatted(call.opset(), x.layout().axes()));
    }
    if (axes.isEmpty() || axes.contains(Axis.N) || !axes.contains(Axis.C)) {
      throw call.unsupported("it is a softmax over %s".formatted(axes));
    }
    return call.result(new Op.Softmax(), x);
  }
}
