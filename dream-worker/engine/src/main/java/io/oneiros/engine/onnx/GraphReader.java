package io.oneiros.engine.onnx;

import static io.oneiros.engine.NetworkFileException.Code.DAMAGED_NETWORK;
import static io.oneiros.engine.NetworkFileException.Code.NOT_A_NETWORK;
import static io.oneiros.engine.NetworkFileException.Code.UNSUPPORTED_NETWORK;

import io.oneiros.engine.NetworkFile;
import io.oneiros.engine.NetworkFileException;
import io.oneiros.engine.graph.Channels;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.ReceptiveFields;
import io.oneiros.engine.onnx.Value.Known;
import io.oneiros.engine.onnx.Value.Made;
import io.oneiros.engine.onnx.Value.Unread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns the operators of a model's graph into nodes; used once. */
final class GraphReader {
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_OPSET = 8;
  private static final int OPSET_DOMAIN = 1;
  private static final int OPSET_VERSION = 2;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALISER = 5;
  private static final int GRAPH_SPARSE = 15;
  private static final int SPARSE_VALUES = 1;
  private static final int GRAPH_INPUT = 11;
  private static final int INFO_NAME = 1;
  private static final int INFO_TYPE = 2;
  private static final int TYPE_TENSOR = 1;
  private static final int TENSOR_SHAPE = 2;
  private static final int SHAPE_DIMENSION = 1;
  private static final int DIMENSION_VALUE = 1;
  private static final int CHANNEL_AXIS = 1;
  private static final List<Long> ONE = List.of(1L, 1L);

  /** Of a code: as long as the pixels of a picture that is large for a generator. */
  private static final long MAX_CODE = 1 << 20;

  /** Before, values were stretched along named axes. */
  private static final int MIN_OPSET = 7;

  private static final int MAX_OPSET = 24;

  private final Message graph;
  private final long opset;
  private final Allowance allowance;
  private final Map<String, Value> values = new HashMap<>();
  private ReceptiveFields fields;
  private OptionalInt code = OptionalInt.empty();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, String> synonyms = new LinkedHashMap<>();
  private final Map<String, String> unread = new LinkedHashMap<>();

  /**
   * @param bytes of the file
   */
  GraphReader(Message model, long bytes) {
    if (!model.has(MODEL_GRAPH)) {
      throw new NetworkFileException(NOT_A_NETWORK, "it is no ONNX file: it has no graph.");
    }
    this.graph = model.message(MODEL_GRAPH);
    this.allowance = new Allowance(bytes);
    this.opset =
        model.messages(MODEL_OPSET).stream()
            .filter(o -> o.text(OPSET_DOMAIN).isEmpty() || o.text(OPSET_DOMAIN).equals("ai.onnx"))
            .mapToLong(o -> o.number(OPSET_VERSION, 1))
            .findFirst()
            .orElse(1);
    if (opset < MIN_OPSET || opset > MAX_OPSET) {
      throw new NetworkFileException(
          UNSUPPORTED_NETWORK,
          "it is written in opset %s; %s to %s are read: export it with one of these."
              .formatted(opset, MIN_OPSET, MAX_OPSET));
    }
  }

  NetworkFile read() {
    graph.messages(GRAPH_INITIALISER).forEach(this::initialiser);
    for (Message sparse : graph.messages(GRAPH_SPARSE)) {
      String name = Tensor.name(sparse.message(SPARSE_VALUES));
      leftOut(name, new Unread(name + " has sparse weights; save it with dense ones."));
    }
    String input = input().node();
    fields = new ReceptiveFields(input);
    graph.messages(GRAPH_NODE).forEach(node -> read(Operator.of(node)));
    if (nodes.isEmpty()) {
      throw new NetworkFileException(
          UNSUPPORTED_NETWORK,
          unread.values().stream().findFirst().orElse("nothing is made of its input."));
    }
    return new NetworkFile(new Graph(input, code, nodes), synonyms, unread);
  }

  private void initialiser(Message tensor) {
    String name = Tensor.name(tensor);
    try {
      put(name, new Known(Tensor.parameter(tensor)));
    } catch (NetworkFileException e) {
      leftOut(name, lost(e));
    }
  }

  private void named(Operator operator, String value) {
    if (!operator.name().isEmpty()) {
      synonyms.putIfAbsent(operator.name(), value);
    }
  }

  private void leftOut(String name, Unread lost) {
    put(name, lost);
    unread.put(name, lost.why());
  }

  /** What is beyond the engine is left out; what is damaged is not read at all. */
  private static Unread lost(NetworkFileException e) {
    if (e.code() != UNSUPPORTED_NETWORK) {
      throw e;
    }
    return new Unread(e.getMessage());
  }

  /** The one input that is no constant (old files list these too). */
  private Made input() {
    List<Message> inputs =
        graph.messages(GRAPH_INPUT).stream()
            .filter(info -> !values.containsKey(info.text(INFO_NAME)))
            .toList();
    if (inputs.size() != 1) {
      throw new NetworkFileException(
          UNSUPPORTED_NETWORK,
          "it has %s inputs; one, a picture or a code, is read.".formatted(inputs.size()));
    }
    String name = inputs.get(0).text(INFO_NAME);
    List<Long> shape =
        inputs
            .get(0)
            .message(INFO_TYPE)
            .message(TYPE_TENSOR)
            .message(TENSOR_SHAPE)
            .messages(SHAPE_DIMENSION)
            .stream()
            .map(dimension -> dimension.number(DIMENSION_VALUE, 0))
            .toList();
    Made input = isCode(shape) ? code(name, shape) : picture(name, shape);
    put(name, input);
    return input;
  }

  /** A list of numbers, or positions that are one: no picture is 1 pixel large. */
  private static boolean isCode(List<Long> shape) {
    boolean list = shape.size() == 2 || shape.size() == 4 && shape.subList(2, 4).equals(ONE);
    return list && shape.get(CHANNEL_AXIS) > 0;
  }

  private Made code(String name, List<Long> shape) {
    if (shape.get(CHANNEL_AXIS) > MAX_CODE) {
      throw new NetworkFileException(
          UNSUPPORTED_NETWORK,
          "its input %s has %s numbers; at most %s are read."
              .formatted(name, shape.get(CHANNEL_AXIS), MAX_CODE));
    }
    int numbers = shape.get(CHANNEL_AXIS).intValue();
    code = OptionalInt.of(numbers);
    return new Made(name, shape.size() == 2 ? Layout.NC : Layout.NCHW, numbers);
  }

  private static Made picture(String name, List<Long> shape) {
    // A size that is not stated is 0 here; one that is not known may be the three channels.
    boolean first = shape.size() == 4 && isPicture(shape.get(CHANNEL_AXIS));
    boolean last = shape.size() == 4 && shape.get(3) == Channels.PICTURE;
    if (!first && !last) {
      throw new NetworkFileException(
          UNSUPPORTED_NETWORK,
          "its input %s has the shape %s; [1, 3, height, width] or [1, height, width, 3], and of a generator [1, numbers] or [1, numbers, 1, 1], is read."
              .formatted(name, shape));
    }
    boolean channelsLast = last && shape.get(CHANNEL_AXIS) != Channels.PICTURE;
    return new Made(name, channelsLast ? Layout.NHWC : Layout.NCHW, Channels.PICTURE);
  }

  private static boolean isPicture(long channels) {
    return channels == Channels.PICTURE || channels == 0;
  }

  private void read(Operator operator) {
    if (operator.outputs().isEmpty() || operator.outputs().get(0).isEmpty()) {
      throw new NetworkFileException(
          DAMAGED_NETWORK, "%s makes nothing.".formatted(operator.described()));
    }
    String output = operator.outputs().get(0);
    Value value = value(operator);
    put(output, value);
    if (value instanceof Unread lost) {
      unread.put(output, lost.why());
      named(operator, output);
    } else if (value instanceof Made made) {
      synonyms.put(output, made.node());
      named(operator, made.node());
    }
    operator.outputs().stream()
        .skip(1)
        .filter(other -> !other.isEmpty())
        .forEach(
            other ->
                put(
                    other,
                    new Unread(
                        "%s is output %s of %s, which is not computed."
                            .formatted(
                                other,
                                operator.outputs().indexOf(other) + 1,
                                operator.described()))));
  }

  private Value value(Operator operator) {
    List<Optional<Value>> inputs =
        operator.inputs().stream().map(name -> input(operator, name)).toList();
    Optional<Value> lost =
        inputs.stream().flatMap(Optional::stream).filter(Unread.class::isInstance).findFirst();
    if (lost.isPresent()) {
      return lost.get();
    }
    List<Node> made = new ArrayList<>();
    Call call = new Call(operator, inputs, opset, allowance, code.isPresent(), made::add);
    try {
      Value value = Reading.of(operator).read(call);
      placed(call, made);
      made.stream().map(Node::name).filter(name -> !name.equals(call.name())).forEach(this::step);
      nodes.addAll(made);
      return value;
    } catch (NetworkFileException e) {
      return lost(e);
    }
  }

  /** No value of the file may have its name. */
  private void step(String name) {
    put(name, new Unread(name + " is a part of an operation."));
  }

  /**
   * Nobody can dream of a value that lies between the pixels, or see how far one looks. What is
   * made of a code need not lie on the pixels of anything.
   */
  private void placed(Call call, List<Node> made) {
    if (code.isPresent()) {
      return;
    }
    try {
      made.forEach(fields::add);
    } catch (IllegalArgumentException e) {
      throw call.unsupported(e.getMessage());
    }
  }

  private Optional<Value> input(Operator operator, String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Value value = values.get(name);
    if (value == null) {
      throw new NetworkFileException(
          DAMAGED_NETWORK,
          "%s uses %s, which nothing before it makes.".formatted(operator.described(), name));
    }
    return Optional.of(value);
  }

  private void put(String name, Value value) {
    if (name.isEmpty() || values.put(name, value) != null) {
      throw new NetworkFileException(DAMAGED_NETWORK, "two values are named '%s'.".formatted(name));
    }
  }
}
