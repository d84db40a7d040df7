package io.oneiros.engine.tflite;

import static io.oneiros.engine.NetworkFileException.Code.DAMAGED_NETWORK;
import static io.oneiros.engine.NetworkFileException.Code.UNSUPPORTED_NETWORK;

import io.oneiros.engine.NetworkFileException;
import io.oneiros.engine.graph.Channels;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the operators of a model's first subgraph into nodes; used once. */
final class GraphReader {
  private static final int MODEL_CODES = 1;
  private static final int MODEL_SUBGRAPHS = 2;
  private static final int MODEL_BUFFERS = 4;
  private static final int GRAPH_TENSORS = 0;
  private static final int GRAPH_INPUTS = 1;
  private static final int GRAPH_OPERATORS = 3;
  private static final int OPERATOR_CODE = 0;
  private static final int OPERATOR_INPUTS = 1;
  private static final int OPERATOR_OUTPUTS = 2;
  private static final int OPERATOR_OPTIONS = 4;
  private static final int CODE_OLD = 0;
  private static final int CODE = 3;
  private static final int CONV_ACTIVATION = 3;
  private static final int POOL_ACTIVATION = 5;
  private static final int CONCAT_AXIS = 0;
  private static final int CONCAT_ACTIVATION = 1;
  private static final int CHANNEL_AXIS = 3;
  private static final int MAX_INPUTS = 1024;
  private static final String LINEAR = "/linear";

  private final List<FlatTable> codes;
  private final List<FlatTable> operators;
  private final List<Tensor> tensors;
  private final int input;

  /** Names of the values made so far, by tensor. */
  private final Map<Integer, String> made = new HashMap<>();

  private final Set<String> names = new HashSet<>();
  private final List<Node> nodes = new ArrayList<>();

  GraphReader(FlatTable model) {
    List<FlatTable> subgraphs = model.tables(MODEL_SUBGRAPHS);
    if (subgraphs.isEmpty()) {
      throw damaged("it has no subgraph.");
    }
    FlatTable graph = subgraphs.get(0);
    List<FlatTable> buffers = model.tables(MODEL_BUFFERS);
    codes = model.tables(MODEL_CODES);
    operators = graph.tables(GRAPH_OPERATORS);
    tensors = graph.tables(GRAPH_TENSORS).stream().map(t -> new Tensor(t, buffers)).toList();
    input = picture(graph.ints(GRAPH_INPUTS, MAX_INPUTS));
  }

  Graph read() {
    made.put(input, named(tensor(input).name()));
    operators.forEach(this::read);
    return new Graph(made.get(input), nodes);
  }

  private int picture(int[] inputs) {
    if (inputs.length != 1) {
      throw new NetworkFileException(
          UNSUPPORTED_NETWORK,
          "it has %d inputs; one, a picture, is read.".formatted(inputs.length));
    }
    int[] shape = tensor(inputs[0]).shape();
    if (shape.length != 4 || shape[CHANNEL_AXIS] != Channels.PICTURE) {
      throw new NetworkFileException(
          UNSUPPORTED_NETWORK,
          "its input has shape %s; [1, height, width, 3] is read."
              .formatted(Arrays.toString(shape)));
    }
    return inputs[0];
  }

  private void read(FlatTable operator) {
    int[] inputs = operator.ints(OPERATOR_INPUTS, MAX_INPUTS);
    int[] outputs = operator.ints(OPERATOR_OUTPUTS, MAX_INPUTS);
    if (inputs.length == 0 || outputs.length != 1) {
      throw damaged(
          "an operator has %d inputs and %d outputs.".formatted(inputs.length, outputs.length));
    }
    Tensor output = tensor(outputs[0]);
    String name = output.name();
    FlatTable options = operator.table(OPERATOR_OPTIONS);
    switch (Operator.of(code(operator), name)) {
      case CONVOLUTION -> convolution(options, inputs, outputs[0]);
      case MAX_POOL ->
          add(
              new Op.MaxPool(Windows.pool(options, name), Windows.padding(options)),
              options.int8(POOL_ACTIVATION, 0),
              outputs[0],
              inputs[0]);
      case AVERAGE_POOL ->
          add(
              new Op.AveragePool(Windows.pool(options, name), Windows.padding(options), false),
              options.int8(POOL_ACTIVATION, 0),
              outputs[0],
              inputs[0]);
      case CONCATENATION -> concatenation(options, inputs, outputs[0]);
      case RESHAPE -> flatten(inputs, outputs[0]);
      case SOFTMAX -> add(new Op.Softmax(), 0, outputs[0], inputs[0]);
    }
  }

  private void convolution(FlatTable options, int[] inputs, int output) {
    String name = tensor(output).name();
    if (inputs.length < 2) {
      throw damaged(name + " is a convolution without weights.");
    }
    Parameter weight = tensor(inputs[1]).parameter(4);
    // TensorFlow Lite writes an absent optional input as -1.
    boolean biased = inputs.length > 2 && inputs[2] >= 0;
    Parameter bias = biased ? tensor(inputs[2]).parameter(1) : null;
    if (biased && bias.dimension(0) != weight.dimension(0)) {
      throw damaged(
          "%s has %d biases for %d channels."
              .formatted(name, bias.dimension(0), weight.dimension(0)));
    }
    Op.Window window = Windows.conv(options, weight.dimension(1), weight.dimension(2), name);
    add(
        new Op.Conv(
            weight, bias, window, Windows.padding(options), groups(inputs[0], weight, name)),
        options.int8(CONV_ACTIVATION, 0),
        output,
        inputs[0]);
  }

  private int groups(int input, Parameter weight, String name) {
    int[] shape = tensor(input).shape();
    int channels = shape.length == 4 ? shape[CHANNEL_AXIS] : 0;
    int groups = channels / weight.dimension(3);
    if (groups < 1 || channels % weight.dimension(3) != 0 || weight.dimension(0) % groups != 0) {
      throw damaged(
          "%s convolves %d channels with weights for %d."
              .formatted(name, channels, weight.dimension(3)));
    }
    return groups;
  }

  private void concatenation(FlatTable options, int[] inputs, int output) {
    int axis = options.int32(CONCAT_AXIS, 0);
    if (axis != CHANNEL_AXIS && axis != -1) {
      throw new NetworkFileException(
          UNSUPPORTED_NETWORK,
          "%s concatenates along axis %d; only channels, axis 3, are read."
              .formatted(tensor(output).name(), axis));
    }
    add(new Op.Concat(), options.int8(CONCAT_ACTIVATION, 0), output, inputs);
  }

  /** The second input, the new shape, says what the output's shape says too. */
  private void flatten(int[] inputs, int output) {
    int[] from = tensor(inputs[0]).shape();
    int[] to = tensor(output).shape();
    if (from.length != 4 || from[1] != 1 || from[2] != 1 || to.length != 2) {
      throw new NetworkFileException(
          UNSUPPORTED_NETWORK,
          "%s reshapes %s to %s; only [1, 1, 1, n] to [1, n] is read."
              .formatted(tensor(output).name(), Arrays.toString(from), Arrays.toString(to)));
    }
    add(new Op.Flatten(), 0, output, inputs[0]);
  }

  /** One node, or two if an activation follows: then the file's name is the activation's. */
  private void add(Op op, int activation, int output, int... inputs) {
    Tensor tensor = tensor(output);
    String name = named(tensor.name());
    boolean relu =
        Activation.isRelu(activation, name) || op instanceof Op.Conv && tensor.startsAtZero();
    String linear = relu ? named(name + LINEAR) : name;
    nodes.add(new Node(linear, op, Arrays.stream(inputs).mapToObj(i -> value(i, name)).toList()));
    if (relu) {
      nodes.add(new Node(name, new Op.Relu(), List.of(linear)));
    }
    made.put(output, name);
  }

  private String value(int index, String user) {
    String name = made.get(index);
    if (name == null) {
      throw damaged(
          "%s uses %s, which nothing before it makes.".formatted(user, tensor(index).name()));
    }
    return name;
  }

  private String named(String name) {
    if (!names.add(name)) {
      throw damaged("two values are named %s.".formatted(name));
    }
    return name;
  }

  private int code(FlatTable operator) {
    int index = operator.int32(OPERATOR_CODE, 0);
    if (index < 0 || index >= codes.size()) {
      throw damaged("an operator has code %d of %d.".formatted(index, codes.size()));
    }
    // Codes above 127 did not fit the schema's first field, so it has a second one.
    FlatTable code = codes.get(index);
    return Math.max(code.int8(CODE_OLD, 0), code.int32(CODE, 0));
  }

  private Tensor tensor(int index) {
    if (index < 0 || index >= tensors.size()) {
      throw damaged("it refers to tensor %d of %d.".formatted(index, tensors.size()));
    }
    return tensors.get(index);
  }

  private static NetworkFileException damaged(String message) {
    return new NetworkFileException(DAMAGED_NETWORK, message);
  }
}
