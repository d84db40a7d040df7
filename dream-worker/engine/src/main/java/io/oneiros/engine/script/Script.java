package io.oneiros.engine.script;

import io.oneiros.engine.graph.Channels;
import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.engine.graph.ReceptiveFields;
import io.oneiros.engine.graph.Shapes;
import io.oneiros.engine.script.Program.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The program while it is written. A value of the graph is a variable {@code aN}, its gradient
 * {@code gN}. Whatever value the way back mentions is saved on the way there.
 */
final class Script {
  static final String NHWC = "memory_format=2";

  private final String input;
  private final Map<String, Integer> channels;
  private final Set<String> placed;
  private final Entrance entrance;
  private final Precision back;
  private final Kernels kernels;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Weight> weights = new ArrayList<>();
  private final StringBuilder forward = new StringBuilder();
  private final StringBuilder backward = new StringBuilder();
  private final Set<String> saved = new LinkedHashSet<>();
  private final Map<String, Gradient> gradients = new HashMap<>();

  /**
   * @param own whether it is dense and nothing else refers to its memory, so that it may be
   *     overwritten
   */
  private record Gradient(String variable, boolean own) {}

  Script(Graph graph, List<Step> steps, Entrance entrance, Precision back, Kernels kernels) {
    this.input = graph.input();
    this.channels = Channels.of(graph);
    this.placed = placed(graph);
    this.entrance = entrance;
    this.back = back;
    this.kernels = kernels;
    numbers.put(input, 0);
    steps.forEach(step -> numbers.put(step.result(), numbers.size()));
    write(forward, "a0 = %s", entrance.input());
  }

  /** What has positions; what is made of a code has as many as its sizes say. */
  private static Set<String> placed(Graph graph) {
    if (graph.code().isEmpty()) {
      return ReceptiveFields.of(graph).keySet();
    }
    return Shapes.of(graph, 1, 1).entrySet().stream()
        .filter(value -> value.getValue().height() > 1 || value.getValue().width() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** A number as TorchScript writes it; what is infinite becomes the largest float. */
  static String literal(double value) {
    double finite = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    return String.format(Locale.ROOT, "%.9e", finite);
  }

  /** The variable of a value, on the way there. */
  String value(String name) {
    return "a" + numbers.get(name);
  }

  int channels(String name) {
    return channels.get(name);
  }

  int number(String name) {
    return numbers.get(name);
  }

  /** The variable of something computed on the way there, on the way back. */
  String saved(String variable) {
    saved.add(variable);
    return variable;
  }

  /** A value of the way there in the precision of the way back. */
  String rounded(String value) {
    String variable = saved(value(value));
    return back == Precision.FLOAT32 ? variable : toBack(variable);
  }

  /** Something of a value's size and of the way back's precision: its numbers do not count. */
  String like(String value) {
    String variable = saved(value(value));
    return back == Precision.FLOAT32
        ? variable
        : "torch.empty_like(%s, dtype=%s)".formatted(variable, back.type());
  }

  private String toBack(String tensor) {
    return "torch.to(%s, %s)".formatted(tensor, back.type());
  }

  /** A weight for the way there. */
  String weight(Op.Conv convolution, Program.Form form) {
    return weight(new Weight.OfConvolution(convolution, form, Precision.FLOAT32));
  }

  /** A weight for the way back. */
  String backWeight(Op.Conv convolution, Program.Form form) {
    return weight(new Weight.OfConvolution(convolution, form, back));
  }

  /** One number a channel, for the way there. */
  String weight(Parameter perChannel) {
    return weight(new Weight.PerChannel(perChannel, Precision.FLOAT32));
  }

  /** One number a channel, for the way back. */
  String backWeight(Parameter perChannel) {
    return weight(new Weight.PerChannel(perChannel, back));
  }

  /** Which dimensions of an input an operation stretches to its result's. */
  List<Integer> stretched(String from, String to) {
    List<Integer> dimensions = new ArrayList<>();
    if (!channels.get(from).equals(channels.get(to))) {
      dimensions.add(1);
    }
    if (!placed.contains(from) && placed.contains(to)) {
      dimensions.addAll(List.of(2, 3));
    }
    return dimensions;
  }

  Kernels kernels() {
    return kernels;
  }

  /** PyTorch's number for the type of the way back. */
  int backType() {
    return back.type();
  }

  private String weight(Weight weight) {
    int place = weights.indexOf(weight);
    if (place < 0) {
      place = weights.size();
      weights.add(weight);
    }
    return "weights[%s]".formatted(place);
  }

  void forward(String line, Object... arguments) {
    write(forward, line, arguments);
  }

  void backward(String line, Object... arguments) {
    write(backward, line, arguments);
  }

  private static void write(StringBuilder to, String line, Object... arguments) {
    to.append("    ").append(line.formatted(arguments)).append('\n');
  }

  void seed(List<String> targets) {
    for (int i = 0; i < targets.size(); i++) {
      contribute(
          targets.get(i),
          "torch.contiguous(%s, %s)".formatted(toBack("seeds[%s]".formatted(i)), NHWC),
          false);
    }
  }

  /** The variable of a value's whole gradient: all its users have been passed. */
  String gradient(String value) {
    return gradients.get(value).variable();
  }

  /** The same, its numbers side by side in memory. */
  String dense(String value) {
    return "torch.contiguous(%s, %s)".formatted(gradient(value), NHWC);
  }

  /** Whether there is a gradient already that may be overwritten. */
  boolean owns(String value) {
    return gradients.containsKey(value) && gradients.get(value).own();
  }

  /** The gradient of a value that was the larger of another and 0, where it was not 0. */
  String throughRelu(String value) {
    String gradient = gradient(value);
    return "torch.threshold_backward(%s, %s, 0%s)"
        .formatted(gradient, rounded(value), owns(value) ? ", grad_input=" + gradient : "");
  }

  /**
   * Adds to a value's gradient.
   *
   * @param fresh whether the expression makes a new tensor, all of which this is
   */
  void contribute(String value, String expression, boolean fresh) {
    Gradient before = gradients.get(value);
    String variable = "g" + numbers.get(value);
    if (before == null) {
      backward("%s = %s", variable, expression);
    } else {
      backward(
          "%s = torch.%s(%s, %s)", variable, before.own() ? "add_" : "add", variable, expression);
    }
    gradients.put(value, new Gradient(variable, before != null || fresh));
  }

  /** Adds a product, times a factor, to a value's gradient: in one stroke where it may. */
  void contributeProduct(String value, String left, String right, int factor) {
    if (owns(value)) {
      String variable = gradient(value);
      backward(
          "%1$s = torch.addcmul_(%1$s, %2$s, %3$s, value=%4$s)", variable, left, right, factor);
    } else {
      String product = "torch.mul(%s, %s)".formatted(left, right);
      contribute(
          value, factor == 1 ? product : "torch.mul_(%s, %s)".formatted(product, factor), true);
    }
  }

  Program program(List<String> targets) {
    String made = targets.stream().map(this::value).collect(Collectors.joining(", ", "[", "]"));
    StringBuilder source =
        new StringBuilder(
            """
              def forward(self: __torch__.net.M, picture: Tensor, weights: List[Tensor]) -> Tuple[List[Tensor], List[Tensor]]:
            """);
    source.append(forward);
    write(source, "return (%s, [%s])", made, String.join(", ", saved));
    source.append(
        "  def backward(self: __torch__.net.M, seeds: List[Tensor], saved: List[Tensor], weights: List[Tensor]) -> Tensor:\n");
    int place = 0;
    for (String variable : saved) {
      write(source, "%s = saved[%s]", variable, place++);
    }
    // Now each is freed after its last use: half of what there is at the peak.
    write(source, "_ = torch.clear(saved)");
    source.append(backward);
    write(source, "return torch.contiguous(%s)", entrance.gradient(gradient(input)));
    return new Program(source.toString(), weights);
  }
}
