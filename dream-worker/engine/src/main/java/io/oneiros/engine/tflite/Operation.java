package io.oneiros.engine.tflite;

import static io.oneiros.engine.NetworkFileException.Code.DAMAGED_NETWORK;
import static io.oneiros.engine.NetworkFileException.Code.UNSUPPORTED_NETWORK;

import io.oneiros.engine.NetworkFileException;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Parameter;
import java.util.Arrays;
import java.util.List;

/**
 * What an operator of the file computes.
 *
 * @param values how many of its inputs, from the first on, are values; the others are constants
 * @param relu whether a ReLU follows
 */
record Operation(Op op, int values, boolean relu) {
  private static final int CONV_ACTIVATION = 3;
  private static final int POOL_ACTIVATION = 5;
  private static final int CONCAT_AXIS = 0;
  private static final int CONCAT_ACTIVATION = 1;
  private static final int CHANNEL_AXIS = 3;

  static Operation of(Operator kind, FlatTable options, List<Tensor> inputs, Tensor output) {
    String name = output.name();
    return switch (kind) {
      case CONVOLUTION -> {
        boolean relu = Activation.isRelu(options.int8(CONV_ACTIVATION, 0), name);
        yield new Operation(
            convolution(options, inputs, name), 1, relu || output.cannotBeNegative());
      }
      case MAX_POOL ->
          pool(
              new Op.MaxPool(Windows.pool(options, name), Windows.padding(options)), options, name);
      case AVERAGE_POOL ->
          pool(
              new Op.AveragePool(Windows.pool(options, name), Windows.padding(options), false),
              options,
              name);
      case CONCATENATION -> concatenation(options, inputs.size(), name);
      case RESHAPE -> throw new IllegalStateException(name + " is no operation of the graph");
      case SOFTMAX -> new Operation(new Op.Softmax(), 1, false);
    };
  }

  private static Op convolution(FlatTable options, List<Tensor> inputs, String name) {
    if (inputs.size() < 2) {
      throw damaged(name + " is a convolution without weights.");
    }
    Parameter weight = inputs.get(1).parameter(4);
    Parameter bias = inputs.size() > 2 ? inputs.get(2).parameter(1) : null;
    if (bias != null && bias.dimension(0) != weight.dimension(0)) {
      throw damaged(
          "%s has %d biases for %d channels."
              .formatted(name, bias.dimension(0), weight.dimension(0)));
    }
    return new Op.Conv(
        weight,
        bias,
        Windows.conv(options, weight.dimension(1), weight.dimension(2), name),
        Windows.padding(options),
        groups(inputs.get(0).shape(), weight, name));
  }

  /** Weights for fewer channels than there are convolve each group of channels by itself. */
  private static int groups(int[] input, Parameter weight, String name) {
    int channels = input.length == 4 ? input[CHANNEL_AXIS] : 0;
    int groups = channels / weight.dimension(3);
    if (groups < 1 || channels % weight.dimension(3) != 0 || weight.dimension(0) % groups != 0) {
      throw damaged(
          "%s convolves %d channels with weights for %d."
              .formatted(name, channels, weight.dimension(3)));
    }
    return groups;
  }

  private static Operation pool(Op op, FlatTable options, String name) {
    return new Operation(op, 1, Activation.isRelu(options.int8(POOL_ACTIVATION, 0), name));
  }

  private static Operation concatenation(FlatTable options, int inputs, String name) {
    int axis = options.int32(CONCAT_AXIS, 0);
    if (axis != CHANNEL_AXIS && axis != -1) {
      throw new NetworkFileException(
          UNSUPPORTED_NETWORK,
          "%s concatenates along axis %d; only channels, axis 3, are read.".formatted(name, axis));
    }
    boolean relu = Activation.isRelu(options.int8(CONCAT_ACTIVATION, 0), name);
    return new Operation(new Op.Concat(), inputs, relu);
  }

  /** The second input, the new shape, says what the output's own shape says too. */
  static void checkFlattens(Tensor input, Tensor output) {
    int[] from = input.shape();
    int[] to = output.shape();
    if (from.length != 4 || from[1] != 1 || from[2] != 1 || to.length != 2) {
      throw new NetworkFileException(
          UNSUPPORTED_NETWORK,
          "%s reshapes %s to %s; only [1, 1, 1, n] to [1, n] is read."
              .formatted(output.name(), Arrays.toString(from), Arrays.toString(to)));
    }
  }

  private static NetworkFileException damaged(String message) {
    return new NetworkFileException(DAMAGED_NETWORK, message);
  }
}
