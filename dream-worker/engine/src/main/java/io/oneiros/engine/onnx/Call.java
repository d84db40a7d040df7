package io.oneiros.engine.onnx;

import static io.oneiros.engine.NetworkFileException.Code.DAMAGED_NETWORK;
import static io.oneiros.engine.NetworkFileException.Code.UNSUPPORTED_NETWORK;

import io.oneiros.engine.NetworkFileException;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.onnx.Value.Known;
import io.oneiros.engine.onnx.Value.Made;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One operator of the file and what is known of its inputs.
 *
 * @param inputs in the operator's order; empty where it leaves one out
 * @param opset the version of ONNX's operators that the file is written in
 * @param allowance for what is computed of the file's constants
 * @param ofCode whether the file's input is a code, so that every size is known to be the file's
 * @param nodes what takes the nodes that the operator becomes
 */
record Call(
    Operator operator,
    List<Optional<Value>> inputs,
    long opset,
    Allowance allowance,
    boolean ofCode,
    Consumer<Node> nodes) {

  String name() {
    return operator.outputs().get(0);
  }

  boolean has(int input) {
    return input < inputs.size() && inputs.get(input).isPresent();
  }

  boolean isMade(int input) {
    return has(input) && inputs.get(input).get() instanceof Made;
  }

  boolean isKnown(int input) {
    return has(input) && inputs.get(input).get() instanceof Known;
  }

  /** Whether no input depends on the picture. */
  boolean isConstant() {
    return inputs.stream().flatMap(Optional::stream).allMatch(Known.class::isInstance);
  }

  Value input(int input) {
    if (!has(input)) {
      throw new NetworkFileException(
          DAMAGED_NETWORK,
          "%s (%s) lacks its input %s."
              .formatted(operator.described(), operator.type(), input + 1));
    }
    return inputs.get(input).get();
  }

  Made made(int input) {
    if (input(input) instanceof Made made) {
      return made;
    }
    throw unsupported("input %s does not depend on the picture".formatted(input + 1));
  }

  /** A value that is [N, C, H, W] as the file has it. */
  Made picture(int input) {
    Made made = made(input);
    if (!made.layout().isPicture()) {
      throw unsupported("its input has the axes %s".formatted(made.layout().axes()));
    }
    return made;
  }

  Parameter known(int input) {
    return constant(input).parameter();
  }

  Known constant(int input) {
    if (input(input) instanceof Known known) {
      return known;
    }
    throw unsupported(
        "input %s is made of the picture; only constants are read there".formatted(input + 1));
  }

  /** The numbers of a small constant, such as a list of axes; whole. */
  List<Long> numbers(int input) {
    List<Long> numbers = new ArrayList<>();
    for (float value : small(known(input))) {
      if (value != Math.rint(value)) {
        throw unsupported(
            "input %s depends on the picture's size, or is not whole".formatted(input + 1));
      }
      numbers.add((long) value);
    }
    return numbers;
  }

  /** Refuses shapes that no tensor of a file has. */
  void checkRank(int rank) {
    if (rank > Tensor.MAX_RANK) {
      throw unsupported(
          "it makes a constant of %s dimensions; at most %s are read"
              .formatted(rank, Tensor.MAX_RANK));
    }
  }

  float[] small(Parameter parameter) {
    if (parameter.size() > Allowance.MAX_FOLDED) {
      throw unsupported("a constant of %s numbers steers it".formatted(parameter.size()));
    }
    return parameter.floats();
  }

  /** A number that is an input, or else an attribute, or else this one. */
  double real(int input, String attribute, double otherwise) {
    return has(input) ? small(known(input))[0] : operator.real(attribute, otherwise);
  }

  /** A list that is an attribute in older opsets and an input in newer ones. */
  List<Long> list(int input, String attribute, List<Long> otherwise) {
    return has(input) ? numbers(input) : operator.numbers(attribute, otherwise);
  }

  /** A constant that is computed of the operator's inputs. */
  Known computed(List<Integer> shape, Supplier<float[]> values) {
    return allowance.computed(this, shape, values);
  }

  /** A step on the way to the operator's value. */
  String step(String what, Op op, String... inputs) {
    String name = name() + "#" + what;
    nodes.accept(new Node(name, op, Arrays.asList(inputs)));
    return name;
  }

  /** The operator's value. */
  Made result(Op op, Layout layout, int channels, String... inputs) {
    nodes.accept(new Node(name(), op, Arrays.asList(inputs)));
    return new Made(name(), layout, channels);
  }

  /** The operator's value, of its input's shape. */
  Made result(Op op, Made like) {
    return result(op, like.layout(), like.channels(), like.node());
  }

  NetworkFileException unsupported(String why) {
    return new NetworkFileException(
        UNSUPPORTED_NETWORK,
        "%s (%s) cannot be computed: %s.".formatted(operator.described(), operator.type(), why));
  }
}
