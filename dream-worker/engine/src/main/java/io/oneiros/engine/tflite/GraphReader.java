package io.oneiros.engine.tflite;

import static io.oneiros.engine.NetworkFileException.Code.DAMAGED_NETWORK;
import static io.oneiros.engine.NetworkFileException.Code.UNSUPPORTED_NETWORK;

import io.oneiros.engine.NetworkFile;
import io.oneiros.engine.NetworkFileException;
import io.oneiros.engine.graph.Channels;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
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
  private final Map<String, String> synonyms = new HashMap<>();

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

  NetworkFile read() {
    made.put(input, named(tensor(input).name()));
    operators.forEach(this::read);
    if (nodes.isEmpty()) {
      throw new NetworkFileException(UNSUPPORTED_NETWORK, "nothing is made of its input.");
    }
    return new NetworkFile(new Graph(made.get(input), nodes), synonyms, Map.of());
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
    if (inputs.length == 0 || inputs[0] < 0 || outputs.length != 1) {
      throw damaged(
          "an operator has %d inputs and %d outputs.".formatted(inputs.length, outputs.length));
    }
    // A last input that is absent, as a convolution's bias may be, is written as -1.
    int last = inputs.length - 1;
    int[] present = inputs[last] == -1 ? Arrays.copyOf(inputs, last) : inputs;
    Tensor output = tensor(outputs[0]);
    Operator kind = Operator.of(code(operator), output.name());
    if (kind == Operator.RESHAPE) {
      // A value of one position is flat already: the same node, under the file's next name.
      Operation.checkFlattens(tensor(inputs[0]), output);
      String name = named(output.name());
      String value = value(inputs[0], name);
      made.put(outputs[0], value);
      synonyms.put(name, value);
      return;
    }
    Operation operation =
        Operation.of(
            kind,
            operator.table(OPERATOR_OPTIONS),
            Arrays.stream(present).mapToObj(this::tensor).toList(),
            output);
    add(operation, outputs[0], Arrays.copyOf(present, operation.values()));
  }

  /** One node, or two if an activation follows: then the file's name is the activation's. */
  private void add(Operation operation, int output, int[] inputs) {
    String name = named(tensor(output).name());
    String linear = operation.relu() ? named(name + LINEAR) : name;
    List<String> values = Arrays.stream(inputs).mapToObj(i -> value(i, name)).toList();
    nodes.add(new Node(linear, operation.op(), values));
    if (operation.relu()) {
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
